/**
 * The client's own marks: what it shows on an element while an event is on its way, or because of state that only the browser has. They are layers over
 * the server's page, taken off while anything changes below and painted anew after, so that none ever sees the others' work.
 */

import { setAttribute } from "./attributes";
import { tokens } from "./nodes";

/** Paints a layer. */
export interface Painter {
  (): void;
  /** How to take off what it has painted; absent while that is off. */
  off?: (() => unknown)[] | undefined;
}

/** From the bottom up. */
const painters: Painter[] = [];
/** Of the layer that is being painted. */
let off: (() => unknown)[] = [];
let depth = 0;

/** From now on, until the signal, this paints a layer: over the others, or (`below`) under them. */
export function paintWith(painter: Painter, signal: AbortSignal, below?: boolean): void {
  beneath(() => painters[below ? "unshift" : "push"](painter));
  signal.addEventListener("abort", () => beneath(() => painters.splice(painters.indexOf(painter), 1)));
}

/** Does `change` beneath a layer, or all: with it and those above it off. Where calls are nested, the outermost paints them anew. */
export function beneath(change: () => void, layer = painters[0]): void {
  depth++;
  // Last on, first off: each gives back what it found.
  for (const painter of painters.slice(painters.indexOf(layer!)).reverse()) {
    painter.off?.reverse().forEach((takeOff) => takeOff());
    painter.off = undefined;
  }
  try {
    change();
  } finally {
    if (!--depth)
      for (const painter of painters)
        if (!painter.off) {
          off = painter.off = [];
          painter();
        }
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

/** Paints classes, or covers them. */
export function classes(element: Element, names: string, on = true): void {
  const { classList } = element;
  const had = element.hasAttribute("class");
  const other = tokens(names).filter((name) => classList.contains(name) !== on);
  other.forEach((name) => classList.toggle(name));
  off.push(() => {
    other.forEach((name) => classList.toggle(name, !on));
    // What the page never had is not left behind empty.
    if (!had && !classList[0]) element.removeAttribute("class");
  });
}

const texts = new WeakMap<Element, Text>();

/** Paints another text on a button, or in anything. */
export function label(element: Element, text: string): void {
  if (element.localName === "input") return attribute(element, "value", text);
  const nodes = [...element.childNodes];
  // The same node each time: whoever reads the page aloud has read it.
  const node = texts.get(element) ?? new Text();
  texts.set(element, node);
  if (node.data !== text) node.data = text;
  element.replaceChildren(node);
  off.push(() => element.replaceChildren(...nodes));
}

const own = new WeakSet<Node>();

/** Tells that the client put this node into the page, so that no update takes it for the server's. */
export function claim<T extends Node>(node: T): T {
  own.add(node);
  return node;
}

export const isOwn = (node: Node): boolean => own.has(node);
