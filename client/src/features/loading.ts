/**
 * `dj-loading.show`, `.hide`, `.disable`, `.class="x"`: how an element looks while an event is on its way. `dj-loading.for="save"` names the
 * handlers; without it an element follows the events of what it stands in or what stands in it, or all of them if there is none.
 */

import { setMark } from "../dom/marks";
import type { Kind } from "../dom/marks";
import type { Feature } from "../feature";
import type { Action } from "../types";

const ALL = ["show", "hide", "disable", "class"].map((name) => `[dj-loading\\.${name}]`).join();
const SOURCES = ["click", "submit", "change", "input", "model"].map((name) => `[dj-${name}]`).join();
const CSS = "[dj-loading\\.show]:not(.dj-loading){display:none!important}";

export function loading(): Feature {
  const open = new Set<Action>();
  const shown = new Map<Element, Kind[]>();
  let planned = false;

  function refresh(): void {
    planned = false;
    const elements = new Set(open.size ? document.querySelectorAll(ALL) : []);
    for (const element of elements) {
      if (!shown.has(element) && [...open].some((action) => follows(element, action))) lay(element);
    }
    for (const [element, kinds] of shown) {
      if (elements.has(element) && [...open].some((action) => follows(element, action))) continue;
      shown.delete(element);
      for (const kind of kinds) setMark(element, kind, false);
    }
  }

  function lay(element: Element): void {
    const kinds: Kind[] = ["class:dj-loading"];
    const tokens = element.getAttribute("dj-loading.class")?.split(/\s+/).filter(Boolean) ?? [];
    kinds.push(...tokens.map((token): Kind => `class:${token}`));
    if (element.hasAttribute("dj-loading.hide")) kinds.push("hide");
    if (element.hasAttribute("dj-loading.disable")) kinds.push("disabled");
    shown.set(element, kinds);
    for (const kind of kinds) setMark(element, kind, true);
    // The page itself hid it too (`hidden`, `style="display:none"`).
    if (element.hasAttribute("dj-loading.show") && getComputedStyle(element).display === "none") {
      kinds.push("show");
      setMark(element, "show", true);
    }
  }

  /** Once for all that happens in one turn. */
  function plan(): void {
    if (!planned && (open.size || shown.size)) {
      planned = true;
      queueMicrotask(refresh);
    }
  }

  return {
    name: "loading",
    install: ({ style }) => style(CSS),
    begin(action) {
      open.add(action);
      plan();
    },
    end(action) {
      open.delete(action);
      plan();
    },
    updated: plan,
  };
}

function follows(element: Element, { handler, element: source }: Action): boolean {
  const names = element.getAttribute("dj-loading.for");
  if (names) return names.split(/[\s,]+/).includes(handler);
  return element.contains(source) || source.contains(element) || !(element.closest(SOURCES) || element.querySelector(SOURCES));
}
