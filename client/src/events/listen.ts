/**
 * Hears every event once, on the document, and finds who asked for it: nothing is bound to an element, so nothing leaks, and an
 * attribute that an update removes stops working at once.
 */

import type { Go } from "../types";
import { act } from "./action";
import { keyed } from "./keys";
import { collect } from "./payload";

/** Gives an element, and the attribute of it (without `dj-`) that the event answers to. */
type Found = (element: Element, name: string) => void;
type Search = (event: Event, found: Found) => void;

/** The innermost element that asks: the button in a clickable row is not the row. */
function nearest(element: Element | null, names: readonly string[], found: Found): void {
  // A script may dispatch an event on the document itself, which has no attributes.
  for (; element?.hasAttribute; element = element.parentElement) {
    const asked = names.filter((name) => element!.hasAttribute("dj-" + name));
    for (const name of asked) found(element, name);
    if (asked.length) return;
  }
}

/** `window` and `document` as event sources: whoever asks, anywhere in the page. */
function everywhere(names: readonly string[], found: Found): void {
  for (const name of names) for (const element of document.querySelectorAll(`[dj-${CSS.escape(name)}]`)) found(element, name);
}

/** Up from where it happened, then the window and the document, each by its own attribute. */
const search =
  (name: string, ...global: string[]): Search =>
  (event, found) => {
    nearest(event.target as Element, [name], found);
    everywhere(global, found);
  };

const key: Search = (event, found) => {
  const names = keyed(event.type, event as KeyboardEvent);
  nearest(event.target as Element, names, found);
  everywhere(
    names.flatMap((name) => ["window-" + name, "document-" + name]),
    found,
  );
};

// A checkbox is not what it will be until its `change`, which follows at once: its own dj-click is heard there.
const isToggle = ({ target }: Event): boolean => !!(target as Partial<Element>).matches?.("[dj-click]:is([type=checkbox],[type=radio])");

const click: Search = (event, found) => {
  if (!isToggle(event)) nearest(event.target as Element, ["click"], found);
  everywhere(["window-click", "document-click"], found);
  const path = event.composedPath();
  everywhere(["click-away"], (element, name) => path.includes(element) || found(element, name));
};

const change: Search = (event, found) => {
  if (isToggle(event)) found(event.target as Element, "click");
  nearest(event.target as Element, ["change"], found);
};

/** Enter and leave do not bubble; over and out do, with where the pointer came from or goes to. */
const crossing =
  (name: string): Search =>
  (event, found) => {
    const other = (event as MouseEvent).relatedTarget as Node | null;
    for (let element = event.target as Element | null; element?.hasAttribute && !element.contains(other); element = element.parentElement) {
      if (element.hasAttribute("dj-" + name)) found(element, name);
    }
  };

const scroll: Search = ({ target }, found) => {
  if (target !== document) return (target as Element).hasAttribute("dj-scroll") && found(target as Element, "scroll");
  everywhere(["window-scroll"], found);
  // The page's own scrolling, asked for on its two outermost elements.
  nearest(document.body, ["scroll"], found);
};

const SEARCHES: Record<string, Search> = {
  click,
  submit: search("submit"),
  change,
  input: search("input"),
  focusin: search("focus"),
  focusout: search("blur"),
  keydown: key,
  keyup: key,
  mouseover: crossing("mouseenter"),
  mouseout: crossing("mouseleave"),
  mousemove: search("mousemove", "window-mousemove"),
  scroll,
  resize: (_, found) => everywhere(["window-resize"], found),
};

/** Begins to listen, until the signal ends it. `busy` tells that the page is just being changed: what that causes is no person's act. */
export function listen(perform: Go, busy: () => boolean, signal: AbortSignal): void {
  for (const [type, search] of Object.entries(SEARCHES)) {
    const hear = (event: Event): void => {
      if (busy()) return;
      // All are found before the first acts: its reply must not change who else was asked.
      const all: Parameters<Found>[] = [];
      search(event, (...each) => all.push(each));
      for (const [element, name] of all) {
        if (element.matches(":disabled") || isLeftToTheBrowser(element, name, event)) continue;
        const kind = name.split(".")[0]!;
        const target = event.target instanceof Element ? event.target : element;
        act(element, "dj-" + name, { kind, target, submitter: (event as SubmitEvent).submitter }, () => collect(kind, event, element), perform);
      }
    };
    // Scrolling does not bubble, and only the window is resized.
    (type === "resize" ? window : document).addEventListener(type, hear, { signal, capture: type === "scroll" });
  }
}

/** Prevents what the browser would do instead of us; or tells that the person asked for just that (a link in a new tab). */
function isLeftToTheBrowser(element: Element, name: string, event: Event): boolean {
  if (name === "submit") event.preventDefault();
  if (name !== "click") return false;
  // What goes somewhere: a link, or a button that submits; the element itself, or between it and the pointer, or round it.
  const goer = (event.target as Element).closest("a[href],area[href],form :is(button:not([type=button],[type=reset]),[type=submit],[type=image])");
  const { ctrlKey, metaKey, shiftKey, altKey } = event as MouseEvent;
  if (goer && (ctrlKey || metaKey || shiftKey || altKey)) return true;
  if (goer?.contains(element)) event.preventDefault();
  return false;
}
