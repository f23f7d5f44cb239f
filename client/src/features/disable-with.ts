/** `dj-disable-with="Saving…"`: a button cannot be pressed, and says so, until its event is over. */

import { setMark } from "../dom/marks";
import type { Feature } from "../feature";
import type { Action } from "../types";

const BUTTONS = "[dj-disable-with]";

export function disableWith(): Feature {
  const disabled = new Map<Action, () => void>();
  /** A button that is disabled loses the focus; who pressed it with the keyboard gets it back. */
  let focused: HTMLElement | null = null;

  return {
    begin(action) {
      const { element, kind } = action;
      const buttons = kind === "submit" ? [...element.querySelectorAll(BUTTONS)] : [];
      if (element.matches(BUTTONS)) buttons.push(element);
      if (!buttons.length) return;
      const active = document.activeElement as HTMLElement;
      if (buttons.includes(active)) focused = active;
      const labels = buttons.map((button) => button.getAttribute("dj-disable-with"));
      const mark = (on: boolean): void =>
        buttons.forEach((button, at) => {
          setMark(button, "disabled", on);
          if (labels[at]) setMark(button, `text:${labels[at]}`, on);
        });
      mark(true);
      disabled.set(action, () => mark(false));
    },
    end(action) {
      disabled.get(action)?.();
      disabled.delete(action);
      if (disabled.size) return;
      if (document.activeElement === document.body) focused?.focus({ preventScroll: true });
      focused = null;
    },
  };
}
