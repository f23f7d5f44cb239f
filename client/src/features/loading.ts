/**
 * `dj-loading.show`, `.hide`, `.disable`, `.class="x"`: how an element looks while an event is on its way. `dj-loading.for="save"` names the
 * handlers; without it an element follows the events of what it stands in or what stands in it, or all of them if there is none.
 */

import { setMark } from "../dom/marks";
import type { Kind } from "../dom/marks";
import type { Feature } from "../feature";
import type { Action } from "../types";

const anyOf = (prefix: string, names: string): string => names.replace(/\w+/g, (name) => `[dj-${prefix}${name}]`);
const ALL = anyOf("loading\\.", "show,hide,disable,class");
const SOURCES = anyOf("", "click,submit,change,input,model");

export function loading(): Feature {
  const open = new Set<Action>();
  const shown = new Map<Element, Kind[]>();
  let planned = false;

  function refresh(): void {
    planned = false;
    const following = [...document.querySelectorAll(ALL)].filter((element) => [...open].some((action) => follows(element, action)));
    for (const element of following) if (!shown.has(element)) lay(element);
    for (const [element, kinds] of shown) {
      if (following.includes(element)) continue;
      shown.delete(element);
      for (const kind of kinds) setMark(element, kind, false);
    }
  }

  function lay(element: Element): void {
    const kinds: Kind[] = [];
    const mark = (kind: Kind): void => {
      kinds.push(kind);
      setMark(element, kind, true);
    };
    const asks = (name: string): string | null => element.getAttribute("dj-loading." + name);
    shown.set(element, kinds);
    for (const token of `dj-loading ${asks("class") ?? ""}`.trim().split(/\s+/)) mark(`class:${token}`);
    if (asks("hide") !== null) mark("hide");
    if (asks("disable") !== null) mark("disabled");
    // The page itself hid it too (`hidden`, `style="display:none"`).
    if (asks("show") !== null && getComputedStyle(element).display === "none") mark("show");
  }

  /** Once for all that happens in one turn. */
  function plan(): void {
    if (planned || !(open.size || shown.size)) return;
    planned = true;
    queueMicrotask(refresh);
  }

  return {
    install: ({ style }) => style("[dj-loading\\.show]:not(.dj-loading){display:none!important}"),
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
