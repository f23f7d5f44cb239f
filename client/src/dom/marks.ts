/**
 * The client's own marks: what it shows on an element while an event is on its way. They are a layer over the server's page, taken off
 * while anything changes below and painted anew after, so that neither ever sees the other's work.
 */

import { setAttribute } from "./attributes";

/** How to take off what is on the page. */
const off: (() => unknown)[] = [];
let depth = 0;
let paint = (): void => {};

/** From now on, this paints the layer. */
export function paintWith(painter: () => void): void {
  paint = painter;
}

/** Does `change` with the layer off; where calls are nested, only the outermost takes it off. */
export function beneath(change: () => void): void {
  // Last on, first off: each gives back what it found.
  if (!depth++) while (off[0]) off.pop()!();
  try {
    change();
  } finally {
    if (!--depth) paint();
  }
}

/** Whether the page is just being changed: what that causes is no person's act. */
export const isChanging = (): boolean => depth > 0;

/** Paints an attribute, or (`null`) covers it. */
export function attribute(element: Element, name: string, value: string | null): void {
  const before = element.getAttribute(name);
  setAttribute(element, name, value);
  off.push(() => setAttribute(element, name, before));
}

/** Paints classes. */
export function classes(element: Element, names: string): void {
  const { classList } = element;
  const had = element.hasAttribute("class");
  const fresh = names.split(/\s+/).filter((name) => name && !classList.contains(name));
  classList.add(...fresh);
  off.push(() => {
    classList.remove(...fresh);
    // What the page never had is not left behind empty.
    if (!had && !classList[0]) element.removeAttribute("class");
  });
}

/** Paints another text on a button. */
export function label(element: Element, text: string): void {
  if (element.localName === "input") return attribute(element, "value", text);
  const nodes = [...element.childNodes];
  element.replaceChildren(text);
  off.push(() => element.replaceChildren(...nodes));
}

const own = new WeakSet<Node>();

/** Tells that the client put this node into the page, so that no update takes it for the server's. */
export function claim<T extends Node>(node: T): T {
  own.add(node);
  return node;
}

export const isOwn = (node: Node): boolean => own.has(node);
