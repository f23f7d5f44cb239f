/** Which nodes of the page something touches, and boxes over them in the page. */

/** What only the client's own marks change: what shows that an event is on its way. */
const MARKS = /^(aria-busy|class|disabled|inert|style)$/;
/** More boxes than that say nothing. */
const MOST = 200;

/** Does `act` and returns the nodes that it changed, put in, or took something out of. */
export function touchedBy(root: Document, act: () => void): Node[] {
  const nodes = new Set<Node>();
  const observer = new MutationObserver(() => {});
  observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true, attributeOldValue: true });
  try {
    act();
  } finally {
    const first = new Map<Node, Map<string, string | null>>();
    for (const record of observer.takeRecords()) {
      const { type, target, attributeName, oldValue, addedNodes, removedNodes } = record;
      if (type === "attributes") {
        const known = first.get(target) ?? new Map<string, string | null>();
        first.set(target, known);
        if (!known.has(attributeName!)) known.set(attributeName!, oldValue);
      } else if (type === "characterData") nodes.add(target);
      else {
        for (const node of addedNodes) if (node.isConnected) nodes.add(node);
        if (removedNodes.length && !addedNodes.length) nodes.add(target);
      }
    }
    // What was taken off and put on again is as it was.
    for (const [target, values] of first)
      for (const [name, before] of values) {
        const after = (target as Element).getAttribute(name);
        if (after !== before && !(MARKS.test(name) && isMark(target as Element, before, after))) nodes.add(target);
      }
    observer.disconnect();
  }
  return [...nodes].filter((node) => node.nodeType !== Node.COMMENT_NODE && !isOurs(node));
}

/** Whether only what the client itself shows came or went. */
function isMark(element: Element, before: string | null, after: string | null): boolean {
  const words = (text: string | null): string[] => (text ?? "").split(/\s+/).filter((word) => word && !/^(dj-|djust-)/.test(word));
  return words(before).join() === words(after).join() || element.hasAttribute("dj-loading") || /^(true)?$/.test(`${before ?? ""}${after ?? ""}`);
}

const isOurs = (node: Node): boolean => !!(node instanceof Element ? node : node.parentElement)?.closest("djust-panel,djust-overlay,.dj-banner");

/** Where a node is shown; nothing for what is not. */
function boxOf(node: Node): DOMRect | undefined {
  if (!node.isConnected) return undefined;
  const range = document.createRange();
  let box: DOMRect;
  if (node instanceof Element) box = node.getBoundingClientRect();
  else {
    range.selectNodeContents(node);
    box = range.getBoundingClientRect();
  }
  return box.width || box.height ? box : undefined;
}

export interface Highlight {
  /** Draws boxes over these nodes, and none over others. */
  show(nodes: readonly Node[]): void;
}

/** Boxes in a layer of ours, which takes no click; they follow when the page scrolls. */
export function highlight(layer: HTMLElement): Highlight {
  let shown: readonly Node[] = [];
  function draw(): void {
    const boxes = shown.slice(0, MOST).flatMap((node) => boxOf(node) ?? []);
    layer.replaceChildren(
      ...boxes.map((box) => {
        const mark = document.createElement("i");
        Object.assign(mark.style, { left: `${box.left - 2}px`, top: `${box.top - 2}px`, width: `${box.width + 4}px`, height: `${box.height + 4}px` });
        return mark;
      }),
    );
  }
  for (const type of ["scroll", "resize"]) addEventListener(type, () => shown.length && draw(), { capture: true, passive: true });
  return {
    show(nodes) {
      shown = nodes;
      draw();
    },
  };
}

/** A node in a few words: `<b#total.much>`, `text in <p>`. */
export function named(node: Node): string {
  if (!(node instanceof Element)) return node.parentElement ? `text in ${named(node.parentElement)}` : "text";
  return `<${node.localName}${node.id && `#${node.id}`}${[...node.classList].map((name) => `.${name}`).join("")}>`;
}
