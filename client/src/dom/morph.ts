/**
 * Makes nodes that are there equal to new HTML, keeping those that match: for HTML in which no parts are known, and for whole documents.
 */

import { read } from "./html";
import type { Morph, MorphWith } from "./morphing";
import { between, isComment, isElement, isIgnored, isNamed, place } from "./nodes";

/** How many nodes ahead an equal one is looked for. */
const WINDOW = 32;

/** The morph of a page that gives these functions. */
export const morphWith: MorphWith = (setStartTag, touch, isHeld, isOwn): Morph => {
  function morph(parent: Node & ParentNode, start: ChildNode | null, end: ChildNode | null, source: ParentNode): void {
    const old = between(parent, start, end).filter((node) => !isOwn(node));
    const fresh = [...source.childNodes];
    const matches = match(old, fresh);
    const kept = new Set(matches.values());
    for (const node of old) if (!kept.has(node)) node.remove();
    let before = start ? start.nextSibling : parent.firstChild;
    for (const node of fresh) {
      while (before && before !== end && isOwn(before)) before = before.nextSibling;
      const known = matches.get(node);
      if (!known) parent.insertBefore(node, before);
      else {
        if (known === before) before = before.nextSibling;
        else place(parent, known, before);
        if (!isEqual(known, node)) patch(known, node);
      }
    }
  }

  /** Makes one node equal to another of its kind. */
  function patch(node: ChildNode, fresh: ChildNode): void {
    if (!isElement(node) || !isElement(fresh)) {
      (node as CharacterData).data = (fresh as CharacterData).data;
      return;
    }
    if (isIgnored(node) && isIgnored(fresh)) return;
    touch(node);
    setStartTag(node, fresh);
    if (node.shadowRoot && fresh.shadowRoot) morph(node.shadowRoot, null, null, fresh.shadowRoot);
    if (isNamed(node, "textarea")) {
      const { defaultValue } = fresh as HTMLTextAreaElement;
      if (node.defaultValue !== defaultValue) node.defaultValue = defaultValue;
    } else if (isNamed(node, "template")) node.innerHTML = fresh.innerHTML;
    else if (!node.hasAttribute("contenteditable") || !isHeld(node)) morph(node, null, null, fresh);
  }

  /** Makes a document equal to `html`, the source of another one. */
  function morphDocument(root: Document, html: string): void {
    // Read as the content of an `html` element of this document: scripts do not run, `noscript` reads as it does in a page. Only its own attributes get lost.
    const source = read(document.createElement("html"), html);
    const page = new DOMParser().parseFromString(html, "text/html");
    for (const { name, value } of page.documentElement.attributes) source.setAttribute(name, value);
    // Nor does it have an outside, where comments may stand.
    for (const node of [...root.childNodes]) if (isComment(node)) node.remove();
    for (const node of [...page.childNodes]) {
      if (!isComment(node)) continue;
      const isAfter = node.compareDocumentPosition(page.documentElement) & 2; /* preceding */
      (isAfter ? source.lastChild : source.firstChild)?.remove();
      root.insertBefore(node, isAfter ? null : root.documentElement);
    }
    patch(root.documentElement, source);
  }

  return (parent, start, end, source) => (typeof source === "string" ? morphDocument(parent as Document, source) : morph(parent, start, end, source));
};

/** Which old node each new one becomes: an equal one near by, or the next of its kind. */
function match(old: readonly ChildNode[], fresh: readonly ChildNode[]): Map<ChildNode, ChildNode> {
  const matches = new Map<ChildNode, ChildNode>();
  const free = new Map<string, ChildNode[]>();
  for (const node of old) {
    const kind = kindOf(node);
    if (!free.get(kind)?.push(node)) free.set(kind, [node]);
  }
  for (const equal of [true, false])
    for (const node of fresh) {
      const alike = free.get(kindOf(node)) ?? [];
      const index = matches.has(node) ? -1 : alike.slice(0, WINDOW).findIndex((each) => !equal || isEqual(each, node));
      if (index >= 0) matches.set(node, alike.splice(index, 1)[0]!);
    }
  return matches;
}

/** What a template holds are not its children: only its source tells. */
function isEqual(a: ChildNode, b: ChildNode): boolean {
  return a.isEqualNode(b) && (a as Element).outerHTML === (b as Element).outerHTML;
}

/** Two nodes of one kind can become each other. A key (or id) makes a kind of its own; a field of another name is another field. */
function kindOf(node: Node): string {
  if (!isElement(node)) return node.nodeName;
  // There is one head and one body, whatever they are called.
  const key = /^(head|body)$/.test(node.localName) || (node.getAttribute("dj-key") ?? node.getAttribute("data-key") ?? node.id);
  return [node.namespaceURI, node.nodeName, node.getAttribute("type"), node.getAttribute("name"), key, !node.shadowRoot].join();
}
