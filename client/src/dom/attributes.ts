/**
 * Attributes change three-way: only what the server wrote before or writes now. What a script or an extension put on an element stays,
 * in `class` and `style` token by token.
 */

import type { Attributes } from "../messages";
import { filled } from "./fields";
import { isElement, tokens } from "./nodes";

/** What the server last wrote on an element; `null` for what it took back. */
const written = new WeakMap<Element, Record<string, string | null>>();

/** What the server wrote on an element; of one that is new, its attributes as they stand. */
export function remember(element: Element): Record<string, string | null> {
  const attributes = written.get(element) ?? attributesOf(element);
  written.set(element, attributes);
  return attributes;
}

export const attributesOf = ({ attributes }: Element): Record<string, string | null> => Object.fromEntries([...attributes].map(({ name, value }) => [name, value]));

/** As `remember`, for everything in HTML that we do not read; a value of the server may have printed it. */
export function rememberAll(nodes: readonly Node[], isPrinted: boolean): void {
  for (const node of nodes.filter(isElement))
    for (const element of [node, ...node.querySelectorAll("*")]) {
      remember(element);
      if (isPrinted) filled.set(element, false);
    }
}

/** An attribute of the element, or a new one for it. Foreign elements have names with a namespace or capital letters; and no setter takes every name that a parser takes. */
const attributeOf = (element: Element, name: string): Attr =>
  element.getAttributeNode(name) ?? (parseStartTag(element, `<x ${name}="">`)!.attributes[0]!.cloneNode() as Attr);

export function setAttribute(element: Element, name: string, value: string | null): void {
  if (value === null) return element.removeAttribute(name);
  const attribute = attributeOf(element, name);
  attribute.value = value;
  element.setAttributeNode(attribute);
}

/** Makes these attributes all that the server wrote. */
export function become(element: Element, attributes: Attributes): void {
  const all = { ...attributes };
  for (const name in remember(element)) all[name] ??= null;
  setAttributes(element, all);
}

/** Sets (or, where `null`, removes) attributes that the server names, where it says something new of them. */
export function setAttributes(element: Element, changes: Attributes): void {
  const before = remember(element);
  for (const [source, value] of Object.entries(changes)) {
    const { name } = attributeOf(element, source);
    const old = before[name] ?? null;
    if (old !== value) setOne(element, name, old, (before[name] = value));
  }
}

/** Reads a start tag with the browser's parser; the element that comes back differs from `like` in its name. */
function parseStartTag(like: Element, source: string): Element | null {
  const holder = document.createElementNS(like.namespaceURI, "i");
  holder.innerHTML = source.replace(/^<[^\s/>]+/, "<x");
  const [tag, more] = holder.childNodes;
  return tag && !more && !tag.firstChild ? (tag as Element) : null;
}

/** The attributes that a start tag says, with the mark of the element's part, which the server does not say again. Null: it is not one start tag. */
export function readStartTag(element: Element, source: string): Attributes | null {
  const tag = parseStartTag(element, source);
  const { dj = null } = remember(element);
  return tag && { ...(dj !== null && { dj }), ...attributesOf(tag) };
}

function setOne(element: Element, name: string, old: string | null, value: string | null): void {
  const now = element.getAttribute(name);
  if (now !== old && name === "class") setTokens(element, old, value);
  else if (now !== old && name === "style") setStyle(element as HTMLElement, old, value);
  else if (now !== value) setAttribute(element, name, value);
  if (name === "indeterminate") (element as HTMLInputElement).indeterminate = value !== null;
}

function setTokens({ classList }: Element, old: string | null, value: string | null): void {
  classList.remove(...tokens(old));
  classList.add(...tokens(value));
}

/** Somebody else wrote into the style as well: only the properties that the server named or names are touched. */
function setStyle({ style }: HTMLElement, old: string | null, value: string | null): void {
  const { style: said } = document.createElement("i");
  for (const text of [old, value]) {
    said.cssText = text ?? "";
    for (const name of said) style.removeProperty(name);
  }
  style.cssText = said.cssText + style.cssText;
}
