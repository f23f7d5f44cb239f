/**
 * New HTML, read as a navigation would read it where it is to stand.
 *
 * The parser gets the start tags of all ancestors, a start mark, the HTML, an end mark. So namespace, table and form context are those of the place;
 * and whatever breaks out of it (a `</td>`, a block in a `<p>`, a tag left open) shows in where the end mark went. Scripts do not run. The nodes are
 * never in a document without scripting: there `<noscript>` reads differently.
 */

import { isElement, isNamed, isText } from "./nodes";

/** Elements whose content holds no markup. */
const RAW = /^(script|style|textarea|title|noscript|iframe|xmp|noembed|noframes|plaintext)$/;

export function isRaw(element: Element): boolean {
  return RAW.test(element.localName) && !("ownerSVGElement" in element);
}

/** Elements that lose the first line feed of their source, and so have no marks round a value. */
export const isPre = (element: Element): boolean => /^(pre|listing)$/.test(element.localName);

/** What a head can hold; anything else makes the parser begin the body. */
const METADATA = "base,link,meta,noscript,script,style,template,title";

/** Makes `html` the content of an element, shadow roots included where the browser can. */
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
  const ancestors: string[] = [];
  for (let each: Element | null = parent; each && !/^(html|head|body)$/.test(each.localName); each = each.parentElement) ancestors.unshift(each.localName);
  // The blank at the end gets wrapped when the HTML leaves formatting (`<b>`) open that a parser carries over.
  let holder: Element = read(document.createElement("body"), `${ancestors.map((name) => `<${name}>`).join("")}<!--{-->${html}<!--}--> `);
  for (const name of ancestors) {
    const { firstElementChild: only } = holder;
    if (holder.childNodes.length > 1 || only?.localName !== name) return null;
    holder = only as Element;
  }
  const nodes = [...holder.childNodes] as Text[];
  const marks = [nodes.shift()!, ...nodes.splice(-2)];
  const isOut = (node: Node): boolean => (isElement(node) ? !node.matches(METADATA) : isText(node) && /\S/.test(node.data));
  if (marks[1]?.data !== "}" || marks[2]?.data !== " " || (isNamed(parent, "head") && nodes.some(isOut))) return null;
  for (const mark of marks) mark.remove();
  return holder;
}
