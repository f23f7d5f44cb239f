/**
 * The client's own marks: what it shows on an element while an event is on its way. They are a layer over the server's page, taken off
 * while operations are applied and put back after, so that neither ever sees the other's work.
 */

/**
 * `pending` (class `dj-pending` and `aria-busy`) · `disabled` · `show` · `hide` · `class:NAME` · `text:LABEL`.
 * A mark set twice has to be taken away twice.
 */
export type Kind = "pending" | "disabled" | "show" | "hide" | `class:${string}` | `text:${string}`;

/** Puts a mark on and returns how to take it off. */
type Lay = (element: HTMLElement, value: string) => () => void;

/** What is to be seen on an element, and how to take off what is. */
interface Entry {
  readonly counts: Map<Kind, number>;
  off: (() => void)[];
}

const marked = new Map<HTMLElement, Entry>();
let lifted = 0;

const attribute = (element: HTMLElement, name: string, value: string): (() => void) => {
  const before = element.getAttribute(name);
  element.setAttribute(name, value);
  return () => (before === null ? element.removeAttribute(name) : element.setAttribute(name, before));
};

const property = (element: HTMLElement, value: string): (() => void) => {
  const { style } = element;
  const [before, priority] = [style.getPropertyValue("display"), style.getPropertyPriority("display")];
  const had = element.hasAttribute("style");
  style.setProperty("display", value, "important");
  return () => {
    style.setProperty("display", before, priority);
    // Reading it first: Chromium does not remove what it has yet to write.
    if (!had && !element.getAttribute("style")) element.removeAttribute("style");
  };
};

const token: Lay = (element, name) => {
  if (element.classList.contains(name)) return () => {};
  const had = element.hasAttribute("class");
  element.classList.add(name);
  return () => {
    element.classList.remove(name);
    if (!had && !element.classList.length) element.removeAttribute("class");
  };
};

const kinds: Record<string, Lay> = {
  pending(element) {
    const off = [token(element, "dj-pending"), attribute(element, "aria-busy", "true")];
    return () => off.forEach((each) => each());
  },
  disabled: (element) => attribute(element, "disabled", ""),
  show: (element) => {
    const shown = element.hasAttribute("hidden");
    element.removeAttribute("hidden");
    const off = property(element, element.dataset.djDisplay ?? "revert");
    return () => {
      off();
      if (shown) element.setAttribute("hidden", "");
    };
  },
  hide: (element) => property(element, "none"),
  class: token,
  text(element, label) {
    if (element.localName === "input") return attribute(element, "value", label);
    const nodes = [...element.childNodes];
    element.replaceChildren(label);
    return () => element.replaceChildren(...nodes);
  },
};

function takeOff(entry: Entry): void {
  // Last on, first off: each gives back what it found.
  for (const off of entry.off.reverse()) off();
  entry.off = [];
}

function putOn(element: HTMLElement, entry: Entry): void {
  for (const kind of entry.counts.keys()) {
    const [name = "", value = ""] = kind.split(/:(.*)/s);
    const lay = kinds[name];
    if (lay) entry.off.push(lay(element, value));
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
  const marks = marked.get(element as HTMLElement) ?? { counts: new Map<Kind, number>(), off: [] };
  const before = marks.counts.get(kind) ?? 0;
  const count = Math.max(0, before + (on ? 1 : -1));
  if (!before !== !count && !lifted) takeOff(marks);
  if (count) marks.counts.set(kind, count);
  else marks.counts.delete(kind);
  if (marks.counts.size) marked.set(element as HTMLElement, marks);
  else marked.delete(element as HTMLElement);
  if (!before !== !count && !lifted) putOn(element as HTMLElement, marks);
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
