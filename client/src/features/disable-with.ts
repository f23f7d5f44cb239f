/** `dj-disable-with="Saving…"`: a button cannot be pressed, and says so, until its event is over. */

import { setMark } from "../dom/marks";
import type { Feature } from "../feature";
import type { Action } from "../types";

export function disableWith(): Feature {
  const disabled = new Map<Action, [button: HTMLElement, label: string][]>();
  /** A button that is disabled loses the focus; who pressed it with the keyboard gets it back. */
  let focused: Element | null = null;

  return {
    name: "disable-with",
    begin(action) {
      const { element, kind } = action;
      const buttons = [...(kind === "submit" ? element.querySelectorAll<HTMLElement>("[dj-disable-with]") : [])];
      if (element.hasAttribute("dj-disable-with")) buttons.push(element as HTMLElement);
      if (!buttons.length) return;
      const active = document.activeElement;
      if (buttons.some((button) => button === active)) focused = active;
      const labelled = buttons.map((button): [HTMLElement, string] => [button, button.getAttribute("dj-disable-with")!]);
      disabled.set(action, labelled);
      mark(labelled, true);
    },
    end(action) {
      mark(disabled.get(action) ?? [], false);
      disabled.delete(action);
      if (!focused || disabled.size) return;
      if (document.activeElement === document.body) (focused as HTMLElement).focus({ preventScroll: true });
      focused = null;
    },
  };
}

function mark(buttons: readonly [HTMLElement, string][], on: boolean): void {
  for (const [button, label] of buttons) {
    setMark(button, "disabled", on);
    if (label) setMark(button, `text:${label}`, on);
  }
}
