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
type Lay = (element: HTMLElement, value: string) => () => unknown;

/** What is to be seen on an element, and how to take off what is. */
interface Entry {
  readonly counts: Map<Kind, number>;
  off: (() => unknown)[];
}

const marked = new Map<HTMLElement, Entry>();
let lifted = 0;

function attribute(element: Element, name: string, value: string | null): () => void {
  const before = element.getAttribute(name);
  const set = (to: string | null): void => (to === null ? element.removeAttribute(name) : element.setAttribute(name, to));
  set(value);
  return () => set(before);
}

function display({ style }: HTMLElement, value: string): () => void {
  const [before, priority] = [style.getPropertyValue("display"), style.getPropertyPriority("display")];
  style.setProperty("display", value, "important");
  return () => style.setProperty("display", before, priority);
}

const token: Lay = (element, name) => {
  const { classList } = element;
  const bare = !element.hasAttribute("class");
  const had = classList.contains(name);
  classList.add(name);
  return () => {
    if (!had) classList.remove(name);
    // What the page never had is not left behind empty.
    if (bare && !classList.length) element.removeAttribute("class");
  };
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
  for (const kind of entry.counts.keys()) {
    const [name = "", value = ""] = kind.split(/:(.*)/s);
    for (const lay of kinds[name] ?? []) entry.off.push(lay(element, value));
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
