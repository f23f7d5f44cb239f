/**
 * Finds the blocks and parts of HTML that came in, and checks on the way that it is as the server wrote it: an HTML parser moves,
 * closes and copies elements when it is given tags that do not fit.
 */

import { remember, rememberAll } from "./attributes";
import { Part, shapeOf } from "./blocks";
import { filled } from "./fields";
import { isPre } from "./html";
import { blank, isComment, isElement, isNamed, isText } from "./nodes";

/** Elements that a parser adds by itself and that are not in the source. */
const IMPLIED = /^(tbody|colgroup)$/;

export class Scan {
  /** Marks that were met. */
  marks = 0;
  /** Blocks of which something does not hold. */
  readonly faults = new Set<Part>();
  /** Ranges and blocks of which the server believes something that is not so. */
  readonly lost = new Set<Part>();

  /** Reads what stands between the marks of a range, or in the document. */
  range(range: Part): void {
    const nodes = range.nodes();
    range.parts = [];
    if (range.shape ? !this.rows(range, nodes, range.parts) : this._walk(range, nodes[0], range.end)) this.faults.add(range);
    if (!range.parts.length) rememberAll(nodes, range.start?.nodeValue === "{");
  }

  /** Reads the rows that these nodes are, and adds them to `rows`. Whether they are rows; if not, no way leads to what is in them. */
  rows(range: Part, nodes: readonly ChildNode[], rows: Part[]): boolean {
    const { shape, end } = range;
    if (shape![0] !== "*")
      return nodes.every((node) => {
        if (blank(node)) return true;
        const row = new Part(range, node as Element);
        const words = [...shape!];
        rows.push(row);
        return isElement(node) && this._element(row, node, words) && !words.length;
      });
    let node: ChildNode | null | undefined = nodes[0];
    while (node && isComment(node) && node.data === ",") {
      const row = new Part(range, null, node);
      this.marks++;
      rows.push(row);
      node = this._walk(row, node.nextSibling, end);
    }
    return !node;
  }

  /** Reads siblings up to `stop`. Returns the one that should not be there, if there is one: all behind it may be displaced. */
  private _walk(block: Part, node: ChildNode | null | undefined, stop: Node | null, words?: string[]): ChildNode | null {
    // The last range among these siblings, if something in it does not hold.
    let suspect: Part | undefined;
    for (; node && node !== stop; node = node.nextSibling) {
      if (isElement(node) && !this._element(block, node, words)) return node;
      if (!isComment(node)) continue;
      const { data } = node;
      const end = data[0] === "{" && partner(node);
      if (end) {
        this.marks += 2;
        const range = new Part(block, null, node, end, shapeOf(data));
        const known = this.faults.size;
        block.parts.push(range);
        this.range(range);
        suspect = this.faults.size > known ? range : undefined;
        node = end;
      } else if (data === "}" && suspect) {
        // What broke out of an element in there left an end mark behind, which was taken for that of the range. Here is the real one. Ranges
        // in it may have been given a wrong end each by the same mark.
        suspect.end = node;
        this.faults.add(suspect);
      } else if (/^([},]$|{)/.test(data)) return node;
    }
    return null;
  }

  /** Reads an element and, unless it is a part as a whole, what is in it. Whether all is as it should be: of a row, each own element takes the next of its words. */
  private _element(block: Part, element: Element, words?: string[]): boolean {
    let flags = element.getAttribute("dj");
    if (words) {
      const name = element.localName.toLowerCase();
      const [word = ""] = words;
      if (flags === null && word.replace(/[@!]?\.?$/, "") === name) {
        flags = word.slice(name.length);
        words.shift();
      } else if (!IMPLIED.test(name)) return false;
    } else if (flags !== null) {
      this.marks++;
      flags ||= ".";
    }
    if (flags) {
      if (flags !== ".") {
        block.parts.push(new Part(block, element));
        remember(element);
        if (flags[0] === "!") filled.set(element, true);
      }
      if (flags.endsWith(".")) {
        const part = new Part(block, element);
        block.parts.push(part);
        if (isNamed(element, "textarea")) filled.set(element, true);
        return this.content(part);
      }
    }
    // Chromium's own copy of the chosen option, marks included.
    if (element.localName === "selectedcontent" && /<!--|dj/.test(element.innerHTML)) return false;
    return !this._walk(block, element.firstChild, null, words);
  }

  /** Whether an element whose content is a part holds only text, or one value between marks. */
  content(part: Part): boolean {
    const nodes = part.nodes();
    if (partner(nodes[0]) !== nodes.at(-1)) return isPre(part.host) || nodes.every(isText);
    this.marks += 2;
    rememberAll(nodes, true);
    return true;
  }
}

/** The end mark of a range: the sibling where as many ranges ended as began. */
function partner(start: ChildNode | undefined): Comment | null {
  let depth = 0;
  for (let node: ChildNode | null | undefined = start; node; node = node.nextSibling) {
    if (!isComment(node)) continue;
    if (node.data[0] === "{") depth++;
    else if (node.data === "}" && !--depth) return node;
  }
  return null;
}
