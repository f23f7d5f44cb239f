/**
 * Hears every event once, on the document, and finds who asked for it: nothing is bound to an element, so nothing leaks, and an
 * attribute that an update removes stops working at once.
 */

import { isChanging } from "../dom/marks";
import { attempt } from "../errors";
import type { Host } from "../feature";
import { act } from "./action";
import { keyed } from "./keys";
import { collect } from "./payload";

/** An element, and the attribute of it (without `dj-`) that an event answers to. */
type Hit = readonly [element: Element, name: string];

/** Where our name is another one. Focus and blur, enter and leave do not bubble: these do. */
const NAMES: Record<string, string> = { focusin: "focus", focusout: "blur", mouseover: "mouseenter", mouseout: "mouseleave" };
const TYPES = "click submit change input keydown keyup mousemove scroll focusin focusout mouseover mouseout".split(" ");

const asking = (name: string): string => `[dj-${CSS.escape(name)}]`;

/** Where it happened; what a script dispatches on the document, and the page's own scrolling, happens on its outermost elements. */
const originOf = ({ target }: Event): Element => (target instanceof Element ? target : document.body);

/** Everyone who asked for this event; before the first acts, whose reply must not change who else was asked. */
function find(event: Event): Hit[] {
  const { type, target, relatedTarget } = event as MouseEvent;
  const hits: Hit[] = [];
  const names = /key/.test(type) ? keyed(event as KeyboardEvent) : [NAMES[type] ?? type];
  const ask = (element: Element | null, name: string): unknown => element?.hasAttribute("dj-" + name) && hits.push([element, name]);
  const origin = originOf(event);

  // A checkbox is not what it will be until its `change`, which follows at once: its own dj-click is heard there.
  const toggles = origin.matches("[dj-click]:is([type=checkbox],[type=radio])");
  if (toggles && type === "change") ask(origin, "click");
  // Each element that the pointer enters is entered; of all others the innermost that asks: the button in a clickable row is not the row.
  let element: Element | null = origin;
  if (/mouseo/.test(type)) for (; element && !element.contains(relatedTarget as Node | null); element = element.parentElement) ask(element, names[0]!);
  else if (!toggles || type !== "click") {
    // What scrolls is the element itself.
    if (type !== "scroll" || target !== origin) element = origin.closest(names.map(asking).join());
    for (const name of names) ask(element, name);
  }

  const control = toBeClicked(event);
  if (control) return hits.filter(([element]) => !element.contains(control));
  for (const name of names)
    for (const where of ["window-" + name, "document-" + name, name + "-away"])
      for (const element of document.querySelectorAll(asking(where)))
        if (!/away/.test(where) || !event.composedPath().includes(element)) hits.push([element, where]);
  return hits;
}

/** The control of a label: the browser clicks it next, and who stands round both is to hear that click only. */
function toBeClicked(event: Event): Element | null | undefined {
  if (event.defaultPrevented || event.type !== "click") return;
  const control = originOf(event).closest<HTMLLabelElement>("label,a,button,input,textarea,select")?.control;
  if (!control?.matches(":disabled")) return control;
}

/** Begins to listen. */
export function listen({ perform, on }: Pick<Host, "perform" | "on">): void {
  const hear = (event: Event): void => {
    if (isChanging()) return;
    for (const [element, name] of find(event)) {
      if (element.matches(":disabled") || isLeftToTheBrowser(element, name, event)) continue;
      const { submitter } = event as SubmitEvent;
      attempt(element, () => act(element, "dj-" + name, { kind: name.split(".")[0]!, target: originOf(event), submitter }, collect(event, element), perform));
    }
  };
  // Scrolling does not bubble.
  for (const type of TYPES) on(document, type, hear, type === "scroll");
  on(window, "resize", hear);
}

/** Prevents what the browser would do instead of us; or tells that the person asked for just that (a link in a new tab). */
function isLeftToTheBrowser(element: Element, name: string, event: Event): boolean {
  if (name === "submit") event.preventDefault();
  // What goes somewhere: a link, or a button that submits; the element itself, or between it and the pointer, or round it.
  const goer = originOf(event).closest("[href],form :is(button:not([type=button],[type=reset]),[type=submit],[type=image])");
  if (!goer || name !== "click") return false;
  const { ctrlKey: ctrl, shiftKey: shift, altKey: alt, metaKey: meta } = event as MouseEvent;
  const isElsewhere = ctrl || shift || alt || meta;
  if (!isElsewhere && goer.contains(element)) event.preventDefault();
  return isElsewhere;
}
