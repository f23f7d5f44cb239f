/**
 * Hears every event once, on the document, and finds who asked for it: nothing is bound to an element, so nothing leaks, and an
 * attribute that an update removes stops working at once.
 */

import { carried } from "../dom/fields";
import { PageError, report } from "../errors";
import type { Go } from "../types";
import { parseCall } from "./attribute";
import { keyed } from "./keys";
import { collect } from "./payload";
import { ownValues } from "./values";

/** An element, and the attributes of it (without `dj-`) that an event answers to. */
type Hits = Iterable<readonly [element: Element, names: readonly string[]]>;

type Search = (event: Event) => Hits;

const nearest =
  (...names: string[]): Search =>
  (event) =>
    nearestWith(event.target, names);

function* nearestWith(target: EventTarget | null, names: readonly string[]): Hits {
  for (let element = target instanceof Element ? target : null; element; element = element.parentElement) {
    const found = names.filter((name) => element!.hasAttribute("dj-" + name));
    // The innermost wins: the button in a clickable row is not the row.
    if (found.length) return yield [element, found];
  }
}

/** `window` and `document` as event sources: whoever asks, anywhere in the page. */
function* everywhere(names: readonly string[]): Hits {
  for (const name of names) {
    for (const element of document.querySelectorAll(`[dj-${CSS.escape(name)}]`)) yield [element, [name]];
  }
}

const key: Search = function* (event) {
  const names = keyed(event.type, event as KeyboardEvent);
  yield* nearestWith(event.target, names);
  yield* everywhere(names.flatMap((name) => ["window-" + name, "document-" + name]));
};

const click: Search = function* (event) {
  // A checkbox is not what it will be until its `change`, which follows at once: its own dj-click is heard there.
  if (!isToggle(event.target) || !event.target.hasAttribute("dj-click")) yield* nearestWith(event.target, ["click"]);
  yield* everywhere(["window-click", "document-click"]);
  for (const element of document.querySelectorAll("[dj-click-away]")) {
    if (!event.composedPath().includes(element)) yield [element, ["click-away"]];
  }
};

const change: Search = function* (event) {
  if (isToggle(event.target) && event.target.hasAttribute("dj-click")) yield [event.target, ["click"]];
  yield* nearestWith(event.target, ["change"]);
};

/** Enter and leave do not bubble; over and out do, with where the pointer came from or goes to. */
const crossing = (name: string): Search =>
  function* (event) {
    const other = (event as MouseEvent).relatedTarget as Node | null;
    for (let element = event.target as Element | null; element && !element.contains(other); element = element.parentElement) {
      if (element.hasAttribute("dj-" + name)) yield [element, [name]];
    }
  };

const mousemove: Search = function* (event) {
  yield* nearestWith(event.target, ["mousemove"]);
  yield* everywhere(["window-mousemove"]);
};

const scroll: Search = function* (event) {
  const { target } = event;
  if (target === document) {
    yield* everywhere(["window-scroll"]);
    // The page's own scrolling, asked for on its two outermost elements.
    yield* nearestWith(document.body, ["scroll"]);
  } else if ((target as Element).hasAttribute("dj-scroll")) yield [target as Element, ["scroll"]];
};

const SEARCHES: Record<string, Search> = {
  click,
  submit: nearest("submit"),
  change,
  input: nearest("input"),
  focusin: nearest("focus"),
  focusout: nearest("blur"),
  keydown: key,
  keyup: key,
  mouseover: crossing("mouseenter"),
  mouseout: crossing("mouseleave"),
  mousemove,
  scroll,
};

/** Begins to listen, until the signal ends it. `busy` tells that the page is just being changed: what that causes is no person's act. */
export function listen(perform: Go, busy: () => boolean, signal: AbortSignal): void {
  const hear = (search: Search) => (event: Event) => {
    if (busy()) return;
    for (const [element, names] of [...search(event)]) {
      if (element.matches(":disabled") || leftToTheBrowser(element, names[0]!, event)) continue;
      for (const name of names) act(element, name, event, perform);
    }
  };
  for (const [type, search] of Object.entries(SEARCHES)) {
    // Scrolling does not bubble.
    document.addEventListener(type, hear(search), { signal, capture: type === "scroll" });
  }
  addEventListener("resize", hear(() => everywhere(["window-resize"])), { signal });
}

function isToggle(target: EventTarget | null): target is HTMLInputElement {
  return target instanceof HTMLInputElement && /^(checkbox|radio)$/.test(target.type);
}

/** Prevents what the browser would do instead of us; or tells that the person asked for just that (a link in a new tab). */
function leftToTheBrowser(element: Element, kind: string, event: Event): boolean {
  if (kind === "submit") event.preventDefault();
  if (kind !== "click") return false;
  const { ctrlKey, metaKey, shiftKey, altKey } = event as MouseEvent;
  const goer = (event.target as Element).closest("a[href],area[href],button,input[type=submit],input[type=image]");
  // A link, or a button that would submit a form, between the pointer and the element, or round it (`<a><span dj-click>`).
  if (!goer || (goer instanceof HTMLButtonElement && goer.type !== "submit") || !("href" in goer || (goer as HTMLButtonElement).form)) return false;
  if (ctrlKey || metaKey || shiftKey || altKey) return true;
  if (goer === element || goer.contains(element)) event.preventDefault();
  return false;
}

function act(element: Element, name: string, event: Event, perform: Go): void {
  const kind = name.split(".")[0]!;
  const source = element.getAttribute("dj-" + name)!;
  try {
    const { params, fields } = collect(kind, event, element);
    perform({
      ...parseCall(source),
      element,
      target: event.target instanceof Element ? event.target : element,
      kind,
      params: { ...params, ...ownValues(element) },
      carried: carried(fields),
      submitter: (event as SubmitEvent).submitter,
    });
  } catch (error) {
    if (!(error instanceof PageError)) throw error;
    report(error.code, error.message, "app", `dj-${name}: ${error.detail}`, element, source);
  }
}
