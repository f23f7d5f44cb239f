/**
 * New HTML, read as a navigation would read it where it is to stand.
 *
 * The parser gets the start tags of all ancestors, a start mark, the HTML, an end mark. So namespace, table and form context are those of the place;
 * and whatever breaks out of it (a `</td>`, a block in a `<p>`, a tag left open) shows in where the end mark went. Scripts do not run. The nodes are
 * never in a document without scripting: there `<noscript>` reads differently.
 */

import { isHtml, isNamed } from "./nodes";

/** Elements whose content holds no markup. */
const RAW = /^(script|style|textarea|title|noscript|iframe|xmp|noembed|noframes|plaintext)$/;

export function isRaw(element: Element): boolean {
  return RAW.test(element.localName) && isHtml(element);
}

/** Elements that lose the first line feed of their source, and so have no marks round a value. */
export const isPre = (element: Element): boolean => /^(pre|listing)$/.test(element.localName);

/** Makes `html` the content of an element, shadow roots included where the browser can (before 2024 few could). */
export function read<E extends Element & { setHTMLUnsafe?(html: string): void }>(element: E, html: string): E {
  if (element.setHTMLUnsafe) element.setHTMLUnsafe(html);
  else element.innerHTML = html;
  return element;
}

/** Reads `html` as children of `parent`; gives what holds them. `null`: it would not stay there. */
export function parse(parent: Element, html: string): Element | null {
  const found = readAt(parent, html);
  // A script may have put the parent where no parser would; then only the parent itself is asked.
  return found ?? (readAt(parent, "") ? null : read(parent.cloneNode() as Element, html));
}

function readAt(parent: Element, html: string): Element | null {
  const names: string[] = [];
  let each: Element | null = parent;
  for (; each && !/^(html|head|body)$/.test(each.localName); each = each.parentElement) names.unshift(each.localName);
  const inHead = !!each && isNamed(each, "head");
  // The blank at the end gets wrapped when the HTML leaves formatting (`<b>`) open that a parser carries over.
  const source = [inHead ? "head" : "body", ...names].map((name) => `<${name}>`).join("") + `<!--{-->${html}<!--}--> `;
  // A parser makes a head and a body, and puts into the one what does not belong in the other.
  let holder: Element = read(document.createElement("html"), source).children[inHead ? 0 : 1]!;
  for (const name of names) {
    const { firstElementChild: only } = holder;
    if (holder.childNodes.length > 1 || only?.localName !== name) return null;
    holder = only as Element;
  }
  const nodes = [...holder.childNodes] as Text[];
  const [end, after] = nodes.splice(-2);
  if (end?.data !== "}" || after?.data !== " ") return null;
  holder.replaceChildren(...nodes.slice(1));
  return holder;
}
