/**
 * The client's own marks: what it shows on an element while an event is on its way. They are a layer over the server's page, taken off
 * while operations are applied and put back after, so that neither ever sees the other's work.
 */

import { setAttribute } from "./attributes";

/**
 * `pending` (class `dj-pending` and `aria-busy`) · `disabled` · `show` · `hide` · `class:NAME` · `text:LABEL`.
 * A mark set twice has to be taken away twice.
 */
export type Kind = "pending" | "disabled" | "show" | "hide" | `class:${string}` | `text:${string}`;

/** Puts a mark on and returns how to take it off. */
type Lay = (element: HTMLElement, value: string) => () => unknown;

/** What is to be seen on an element, and how to take off what is. */
interface Entry {
  readonly kinds: Kind[];
  off: (() => unknown)[];
}

const marked = new Map<HTMLElement, Entry>();
let lifted = 0;

function attribute(element: Element, name: string, value: string | null): () => void {
  const before = element.getAttribute(name);
  setAttribute(element, name, value);
  return () => setAttribute(element, name, before);
}

/** What the page never had is not left behind empty. */
function tidily(element: Element, name: string, undo: () => void): () => void {
  const had = element.hasAttribute(name);
  return () => {
    undo();
    if (!had && !element.getAttribute(name)) element.removeAttribute(name);
  };
}

function display(element: HTMLElement, value: string): () => void {
  const { style } = element;
  const [before, priority] = [style.getPropertyValue("display"), style.getPropertyPriority("display")];
  const undo = tidily(element, "style", () => style.setProperty("display", before, priority));
  style.setProperty("display", value, "important");
  return undo;
}

const token: Lay = (element, name) => {
  const { classList } = element;
  const had = classList.contains(name);
  const undo = tidily(element, "class", () => had || classList.remove(name));
  classList.add(name);
  return undo;
};

const kinds: Record<string, Lay[]> = {
  pending: [(element) => token(element, "dj-pending"), (element) => attribute(element, "aria-busy", "true")],
  disabled: [(element) => attribute(element, "disabled", "")],
  show: [(element) => attribute(element, "hidden", null), (element) => display(element, "revert")],
  hide: [(element) => display(element, "none")],
  class: [token],
  text: [
    (element, label) => {
      if (element.localName === "input") return attribute(element, "value", label);
      const nodes = [...element.childNodes];
      element.replaceChildren(label);
      return () => element.replaceChildren(...nodes);
    },
  ],
};

function takeOff(entry: Entry): void {
  // Last on, first off: each gives back what it found.
  for (const off of entry.off.reverse()) off();
  entry.off = [];
}

function putOn(element: HTMLElement, entry: Entry): void {
  for (const kind of new Set(entry.kinds)) {
    const [name = "", value = ""] = kind.split(/:(.*)/s);
    entry.off.push(...kinds[name]!.map((lay) => lay(element, value)));
  }
}

/** The layer as a whole; pairs may be nested, only the outermost acts. */
export const layer = {
  lift(): void {
    if (!lifted++) marked.forEach(takeOff);
  },
  lay(): void {
    if (--lifted) return;
    for (const [element, entry] of marked) {
      if (element.isConnected) putOn(element, entry);
      else marked.delete(element);
    }
  },
};

/** Sets a mark, or takes one setting of it away. */
export function setMark(element: Element, kind: Kind, on: boolean): void {
  const target = element as HTMLElement;
  const entry = marked.get(target) ?? { kinds: [], off: [] };
  const at = entry.kinds.indexOf(kind);
  if (at < 0 && !on) return;
  takeOff(entry);
  if (on) entry.kinds.push(kind);
  else entry.kinds.splice(at, 1);
  if (entry.kinds.length) marked.set(target, entry);
  else marked.delete(target);
  if (!lifted) putOn(target, entry);
}

const own = new WeakSet<Node>();

/** Tells that the client put this node into the page, so that no update takes it for the server's. */
export function claim<T extends Node>(node: T): T {
  own.add(node);
  return node;
}

export function isOwn(node: Node): boolean {
  return own.has(node);
}
