/**
 * Hears every event once, on the document, and finds who asked for it: nothing is bound to an element, so nothing leaks, and an
 * attribute that an update removes stops working at once.
 */

import type { Go } from "../types";
import { act } from "./action";
import { keyed } from "./keys";
import { collect } from "./payload";

/** An element, and the attribute of it (without `dj-`) that an event answers to. */
type Hit = readonly [element: Element, name: string];

const TYPES = "click submit change input focusin focusout keydown keyup mouseover mouseout mousemove scroll resize".split(" ");

/** Where our name is another one. Focus and blur, enter and leave do not bubble: these do. */
const NAMES: Record<string, string> = { focusin: "focus", focusout: "blur", mouseover: "mouseenter", mouseout: "mouseleave" };

/** Everyone who asked for this event; before the first acts, whose reply must not change who else was asked. */
function find(event: Event): Hit[] {
  const { type, target } = event;
  const hits: Hit[] = [];
  const names = type.startsWith("key") ? keyed(event as KeyboardEvent) : [NAMES[type] ?? type];
  const ask = (element: Element, name: string): unknown => element.hasAttribute("dj-" + name) && hits.push([element, name]);
  // What a script dispatches on the document, and the page's own scrolling, is asked for on its outermost elements.
  const origin = target instanceof Element ? target : document.body;

  // A checkbox is not what it will be until its `change`, which follows at once: its own dj-click is heard there.
  const toggles = origin.matches("[dj-click]:is([type=checkbox],[type=radio])");
  if (toggles && type === "change") ask(origin, "click");
  if (!toggles || type !== "click") up(origin, names, ask, event);

  for (const name of names) everywhere(`window-${name}`, `document-${name}`);
  if (type === "click") everywhere("click-away");
  return hits;

  function everywhere(...names: string[]): void {
    for (const name of names) {
      for (const element of document.querySelectorAll(`[dj-${CSS.escape(name)}]`)) {
        if (name !== "click-away" || !event.composedPath().includes(element)) hits.push([element, name]);
      }
    }
  }
}

/** From where it happened outwards. The innermost that asks wins: the button in a clickable row is not the row. */
function up(origin: Element, names: readonly string[], ask: (element: Element, name: string) => unknown, event: Event): void {
  const { type, relatedTarget } = event as MouseEvent;
  const crossing = /^mouseo/.test(type);
  for (let element: Element | null = origin; element; element = element.parentElement) {
    // The pointer stays inside this one, and what is round it.
    if (crossing && element.contains(relatedTarget as Node | null)) return;
    const asked = names.filter((name) => ask(element!, name));
    // Each element that the pointer enters is entered. What scrolls is the element itself.
    if (!crossing && (asked.length || (type === "scroll" && event.target === origin))) return;
  }
}

/** Begins to listen, until the signal ends it. `busy` tells that the page is just being changed: what that causes is no person's act. */
export function listen(perform: Go, busy: () => boolean, signal: AbortSignal): void {
  const hear = (event: Event): void => {
    if (busy()) return;
    for (const [element, name] of find(event)) {
      if (element.matches(":disabled") || isLeftToTheBrowser(element, name, event)) continue;
      const kind = name.split(".")[0]!;
      const target = event.target instanceof Element ? event.target : element;
      act(element, "dj-" + name, { kind, target, submitter: (event as SubmitEvent).submitter }, () => collect(kind, event, element), perform);
    }
  };
  // Scrolling does not bubble, and only the window is resized.
  for (const type of TYPES) (type === "resize" ? window : document).addEventListener(type, hear, { signal, capture: type === "scroll" });
}

/** Prevents what the browser would do instead of us; or tells that the person asked for just that (a link in a new tab). */
function isLeftToTheBrowser(element: Element, name: string, event: Event): boolean {
  if (name === "submit") event.preventDefault();
  if (name !== "click" || !(event.target instanceof Element)) return false;
  // What goes somewhere: a link, or a button that submits; the element itself, or between it and the pointer, or round it.
  const goer = event.target.closest("[href],form :is(button:not([type=button],[type=reset]),[type=submit],[type=image])");
  const { ctrlKey, metaKey, shiftKey, altKey } = event as MouseEvent;
  if (goer && (ctrlKey || metaKey || shiftKey || altKey)) return true;
  if (goer?.contains(element)) event.preventDefault();
  return false;
}
