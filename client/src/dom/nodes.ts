/** What nodes are, and how they change place without losing what a person does in them. */

export const isElement = (node: Node): node is Element => node.nodeType === 1;
export const isHtml = ({ namespaceURI }: Element): boolean => namespaceURI === document.documentElement.namespaceURI;
export const isText = (node: Node): node is Text => node.nodeType === 3;
export const isComment = (node: Node): node is Comment => node.nodeType === 8;
/** By name, not by class: a document of another window has classes of its own. */
export const isNamed = <Name extends keyof HTMLElementTagNameMap>(node: Node, name: Name): node is HTMLElementTagNameMap[Name] =>
  (node as Element).localName === name;

/** Whether nothing in this element is ours to change. */
export const isIgnored = (element: Element): boolean => !!element.closest('[dj-update="ignore"]');
/** The words of a text, as HTML parts them. */
export const tokens = (text: string | null): string[] => text?.match(/[^\t\n\f\r ]+/g) ?? [];
/** The white space of a node that holds nothing else. */
export const blank = (node: Node | null): Text | null => (node && isText(node) && !tokens(node.data)[0] ? node : null);

/** The children of `parent` after `start` and before `end`; null is the edge. */
export function between(parent: ParentNode, start: Node | null, end: Node | null): ChildNode[] {
  const nodes: ChildNode[] = [];
  for (let node = start ? start.nextSibling : parent.firstChild; node && node !== end; node = node.nextSibling) nodes.push(node);
  return nodes;
}

/** Inserts a node, or moves it: where the browser can, with focus, selection, playing media and frames as they are. */
export function place(parent: Node & { moveBefore?(node: Node, before: Node | null): void }, node: Node, before: Node | null): void {
  if (parent.moveBefore && parent.isConnected && node.isConnected) parent.moveBefore(node, before);
  else parent.insertBefore(node, before);
}
