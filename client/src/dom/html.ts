/**
 * New HTML, read as a navigation would read it where it is to stand.
 *
 * The parser gets the start tags of all ancestors, a start mark, the HTML, an end mark. So namespace, table and form context are those of the place;
 * and whatever breaks out of it (a `</td>`, a block in a `<p>`, a tag left open) shows in where the end mark went. Scripts do not run. The nodes are
 * never in a document without scripting: there `<noscript>` reads differently.
 */

import { isComment, isElement, isText } from "./nodes";

/** Elements whose content holds no markup. */
const RAW = /^(script|style|textarea|title|noscript|iframe|xmp|noembed|noframes|plaintext)$/;

export function isRaw(element: Element): boolean {
  return RAW.test(element.localName) && !("ownerSVGElement" in element);
}

/** What a head can hold; anything else makes the parser begin the body. */
const METADATA = "base,link,meta,noscript,script,style,template,title";

/** Reads `html` as children of `parent`. `null`: it would not stay there. */
export function parse(parent: Element, html: string): DocumentFragment | null {
  const found = read(parent, html);
  if (found) return found;
  // A script may have put the parent where no parser would; then only the parent itself is asked.
  return read(parent, "") ? null : collect(Object.assign(parent.cloneNode() as Element, { innerHTML: html }).childNodes, parent);
}

function read(parent: Element, html: string): DocumentFragment | null {
  const { body, head, documentElement } = parent.ownerDocument;
  const ancestors: string[] = [];
  for (let each: Element | null = parent; each && each !== body && each !== head && each !== documentElement; each = each.parentElement)
    ancestors.unshift(each.localName);
  const holder = parent.ownerDocument.createElement("body");
  // The blank at the end gets wrapped when the HTML leaves formatting (`<b>`) open that a parser carries over.
  holder.innerHTML = `${ancestors.map((name) => `<${name}>`).join("")}<!--{-->${html}<!--}--> `;
  let place: Element = holder;
  for (const name of ancestors) {
    const only = place.childNodes.length === 1 && place.firstElementChild;
    if (!only || only.localName !== name) return null;
    place = only;
  }
  const nodes = [...place.childNodes];
  const [start, end, blank] = [nodes.shift(), ...nodes.splice(-2)];
  if (!start || !isComment(start) || !end || !isComment(end) || end.data !== "}" || !blank || !isText(blank) || blank.data !== " ") return null;
  if (parent === head && nodes.some((node) => (isElement(node) ? !node.matches(METADATA) : isText(node) && /\S/.test(node.data))))
    return null;
  return collect(nodes, parent);
}

function collect(nodes: Iterable<Node>, { ownerDocument }: Node): DocumentFragment {
  const fragment = (ownerDocument as Document).createDocumentFragment();
  for (const node of [...nodes]) fragment.appendChild(node);
  return fragment;
}
