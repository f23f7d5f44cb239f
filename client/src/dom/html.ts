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

/** Makes `html` the content of an element, shadow roots included where the browser can. */
export function read<E extends Element & { setHTMLUnsafe?(html: string): void }>(element: E, html: string): E {
  if (element.setHTMLUnsafe) element.setHTMLUnsafe(html);
  else element.innerHTML = html;
  return element;
}

/** Reads `html` as children of `parent`. `null`: it would not stay there. */
export function parse(parent: Element, html: string): DocumentFragment | null {
  const found = readAt(parent, html);
  // A script may have put the parent where no parser would; then only the parent itself is asked.
  return found ?? (readAt(parent, "") ? null : collect(read(parent.cloneNode() as Element, html).childNodes, parent));
}

function readAt(parent: Element, html: string): DocumentFragment | null {
  const { body, head, documentElement } = parent.ownerDocument;
  const ancestors: string[] = [];
  for (let each: Element | null = parent; each && each !== body && each !== head && each !== documentElement; each = each.parentElement)
    ancestors.unshift(each.localName);
  const holder = parent.ownerDocument.createElement("body");
  // The blank at the end gets wrapped when the HTML leaves formatting (`<b>`) open that a parser carries over.
  read(holder, `${ancestors.map((name) => `<${name}>`).join("")}<!--{-->${html}<!--}--> `);
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
