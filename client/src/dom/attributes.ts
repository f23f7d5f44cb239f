/**
 * Attributes change three-way: only what the server wrote before or writes now. What a script or an extension put on an element stays,
 * in `class` and `style` token by token.
 */

import type { Attributes } from "../messages";
import { printed, touch } from "./fields";
import { isElement, isHtml } from "./nodes";

export type Written = Map<string, string>;

/** What the server last wrote on an element. */
const written = new WeakMap<Element, Written>();

/** What the server wrote on an element; of one that is new, its attributes as they stand. */
export function remember(element: Element): Written {
  let attributes = written.get(element);
  if (!attributes) written.set(element, (attributes = attributesOf(element)));
  return attributes;
}

export const attributesOf = ({ attributes }: Element): Written => new Map([...attributes].map(({ name, value }) => [name, value]));

/** As `remember`, for everything in HTML that we do not read; a value of the server may have printed it. */
export function rememberAll(nodes: readonly Node[], isPrinted: boolean): void {
  for (const node of nodes.filter(isElement))
    for (const element of [node, ...node.getElementsByTagName("*")]) {
      remember(element);
      if (isPrinted) printed.add(element);
    }
}

export function setAttribute(element: Element, name: string, value: string | null): void {
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/** Sets (or, where `null`, removes) attributes that the server names. */
export function setAttributes(element: Element, changes: Attributes): void {
  const before = remember(element);
  if (/^(input|textarea|select|option)$/.test(element.localName)) touch(element);
  for (const [source, value] of Object.entries(changes)) {
    // Foreign elements have names with a namespace or capital letters; and no setter takes every name that a parser takes.
    const parsed =
      isHtml(element) && /^[a-z_][\w-]*$/i.test(source) ? undefined : parseStartTag(element, `<x ${source}="">`)?.attributes[0];
    const name = parsed?.name ?? source;
    setOne(element, name, before.get(name) ?? null, value, parsed);
    if (value === null) before.delete(name);
    else before.set(name, value);
  }
}

/** Makes the start tag what the server writes now; `source` is an element that has exactly its attributes. */
export function setStartTag(element: Element, source: Element): void {
  become(element, attributesOf(source));
}

/** Makes these attributes all that the server wrote. */
export function become(element: Element, attributes: Written): void {
  const before = remember(element);
  const changes: Record<string, string | null> = {};
  for (const name of before.keys()) if (!attributes.has(name) && name !== "dj") changes[name] = null;
  for (const [name, value] of attributes) if (before.get(name) !== value) changes[name] = value;
  setAttributes(element, changes);
}

/** Reads a start tag with the browser's parser; the element that comes back differs from `like` in its name. Null: it is not one start tag. */
export function parseStartTag(like: Element, source: string): Element | null {
  const holder = document.createElementNS(like.namespaceURI, "i");
  holder.innerHTML = source.replace(/^<[^\s/>]+/, "<x");
  const [tag, more] = holder.querySelectorAll("*");
  return (!more && !holder.textContent && tag) || null;
}

function setOne(element: Element, name: string, old: string | null, value: string | null, parsed?: Attr): void {
  const now = element.getAttribute(name);
  if (now !== old && name === "class") setTokens(element, old ?? "", value ?? "");
  else if (now !== old && name === "style" && "style" in element) setStyle(element as HTMLElement, old ?? "", value ?? "");
  else if (parsed && value !== null) {
    const attribute = parsed.cloneNode() as Attr;
    attribute.value = value;
    element.setAttributeNode(attribute);
  } else if (now !== value) setAttribute(element, name, value);
  if (name === "indeterminate" && name in element) element[name] = value !== null;
}

const tokens = (text: string): string[] => text.split(/[\t\n\f\r ]+/).filter(Boolean);

function setTokens({ classList }: Element, old: string, value: string): void {
  classList.remove(...tokens(old));
  classList.add(...tokens(value));
}

/** Somebody else wrote into the style as well: only the properties that the server named or names are touched. */
function setStyle(element: HTMLElement, old: string, value: string): void {
  const read = (text: string): CSSStyleDeclaration => {
    const { style } = document.createElement("i");
    style.cssText = text;
    return style;
  };
  const { style } = element;
  const next = read(value);
  for (const name of read(old)) if (!next.getPropertyValue(name)) style.removeProperty(name);
  for (const name of next) style.setProperty(name, next.getPropertyValue(name), next.getPropertyPriority(name));
}
