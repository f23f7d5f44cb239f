/**
 * How the page looks while events are on their way. Their elements have `aria-busy="true"` and the class `dj-pending`; buttons with
 * `dj-disable-with="Saving…"` cannot be pressed, and say so; and `dj-loading.show`, `.hide`, `.disable`, `.class="x"` say what else changes.
 *
 * `dj-loading.for="save"` names the handlers; without it an element follows the events of what it stands in or what stands in it, or
 * all of them if there is none.
 */

import { attribute, beneath, classes, label, paintWith } from "../dom/marks";
import type { Feature } from "../feature";
import type { Action } from "../types";

const ALL = "[dj-loading\\.show],[dj-loading\\.hide],[dj-loading\\.disable],[dj-loading\\.class]";
const SOURCES = "[dj-click],[dj-submit],[dj-change],[dj-input],[dj-model]";

export function busy(): Feature {
  const open = new Set<Action>();
  /** A button that is disabled loses the focus; who pressed it with the keyboard gets it back. */
  let focused: HTMLButtonElement | null = null;

  function paint(): void {
    for (const { element, kind } of open) {
      classes(element, "dj-pending");
      attribute(element, "aria-busy", "true");
      for (const button of [element, ...(kind === "submit" ? element.querySelectorAll("[dj-disable-with]") : [])]) {
        const text = button.getAttribute("dj-disable-with");
        if (text === null) continue;
        if (button === document.activeElement) focused = button as HTMLButtonElement;
        attribute(button, "disabled", "");
        if (text) label(button, text);
      }
    }
    for (const element of document.querySelectorAll(ALL)) {
      if (![...open].some((action) => follows(element, action))) continue;
      const asks = (name: string): string | null => element.getAttribute("dj-loading." + name);
      classes(element, `dj-loading ${asks("class") ?? ""}`);
      if (asks("disable") !== null) attribute(element, "disabled", "");
      // The page itself hid it, too; or by its style, which the stylesheet knows.
      if (asks("show") !== null) attribute(element, "hidden", null);
    }
  }

  return {
    install: ({ signal }) => paintWith(paint, signal),
    begin: (action) => beneath(() => open.add(action), paint),
    end(action) {
      beneath(() => open.delete(action), paint);
      if (!focused || focused.disabled) return;
      if (document.activeElement === document.body) focused.focus({ preventScroll: true });
      focused = null;
    },
  };
}

function follows(element: Element, { handler, element: source }: Action): boolean {
  const names = element.getAttribute("dj-loading.for");
  if (names) return names.split(/[\s,]+/).includes(handler);
  return element.contains(source) || source.contains(element) || !(element.closest(SOURCES) || element.querySelector(SOURCES));
}
