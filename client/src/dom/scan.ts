/**
 * Finds the blocks and parts of HTML that came in, and checks on the way that it is as the server wrote it: an HTML parser moves,
 * closes and copies elements when it is given tags that do not fit.
 */

import { remember, rememberAll } from "./attributes";
import { Part, shapeOf } from "./blocks";
import { bind } from "./fields";
import { isPre, isRaw } from "./html";
import { blank, isComment, isElement, isNamed, isText } from "./nodes";

/** Elements that a parser adds by itself and that are not in the source. */
const IMPLIED = /^(tbody|colgroup)$/;

/** The words of a row's shape, of which each own element of the row takes the next. */
type Words = string[] | null;

export class Scan {
  /** Marks that were met. */
  marks = 0;
  /** Blocks of which something does not hold. */
  readonly faults = new Set<Part>();
  /** Ranges and blocks of which the server believes something that is not so. */
  readonly lost = new Set<Part>();

  /** Reads a whole document. */
  document(root: Document): Part {
    const block = new Part(null, null);
    this._walk(block, root.firstChild, null);
    return block;
  }

  /** Reads what stands between the marks of a range. */
  range(range: Part): void {
    const nodes = range.nodes();
    const known = this.faults.size;
    range.parts = [];
    if (!range.shape) {
      this._walk(range, nodes[0], range.end);
      if (!range.parts.length && known === this.faults.size) rememberAll(nodes, range.start?.nodeValue === "{");
    } else if (nodes.length) {
      if (!this.rows(range, nodes, range.parts)) {
        // Rows that cannot be told apart: no way leads to what is in them.
        for (const fault of [...this.faults].slice(known)) this.faults.delete(fault);
        this.faults.add(range);
      }
    }
  }

  /** Reads the rows that these nodes are, and adds them to `rows`. Whether they are rows. */
  rows(range: Part, nodes: readonly ChildNode[], rows: Part[]): boolean {
    const shape = range.shape as string[];
    let next: ChildNode | null | undefined;
    for (const node of nodes) {
      if (blank(node)) continue;
      if (shape.length) {
        if (!isElement(node)) return false;
        const row = new Part(range, node);
        const words = [...shape];
        rows.push(row);
        if (!this._element(row, node, words) || words.length || this.faults.has(row)) return false;
      } else if (!next || next === node) {
        if (!isComment(node) || node.data !== ",") return false;
        const row = new Part(range, null, node);
        this.marks++;
        rows.push(row);
        next = this._walk(row, node.nextSibling, range.end, null, true) ?? range.end;
      }
    }
    return rows.length > 0;
  }

  /** Reads siblings up to `stop`, or up to the next row; returns where it stopped. A fault ends it. */
  private _walk(block: Part, node: ChildNode | null | undefined, stop: Node | null, words: Words = null, inRow = false): ChildNode | null {
    // The last range among these siblings, if something in it does not hold.
    let suspect: Part | null = null;
    for (; node && node !== stop; node = node.nextSibling) {
      if (isElement(node) && !this._element(block, node, words)) break;
      if (!isComment(node)) continue;
      const { data } = node;
      if (inRow && data === ",") return node;
      if (data[0] === "{") {
        const end = partner(node);
        if (!end) break;
        this.marks += 2;
        const range: Part = new Part(block, null, node, end, shapeOf(data));
        const known = this.faults.size;
        block.parts.push(range);
        this.range(range);
        suspect = this.faults.size > known ? range : null;
        node = end;
      } else if (data === "}" && suspect) {
        // What broke out of an element in there left an end mark behind, which was taken for that of the range. Here is the real one. Ranges
        // in it may have been given a wrong end each by the same mark.
        this.marks++;
        suspect.end = node;
        this.faults.add(suspect);
      } else if (data === "}" || data === ",") break;
    }
    if (node && node !== stop) this.faults.add(block);
    return null;
  }

  /** Reads an element and, unless it is a part as a whole, what is in it. Whether it is what the row's shape says. */
  private _element(block: Part, element: Element, words: Words): boolean {
    let flags = element.getAttribute("dj");
    if (words) {
      if (flags !== null) return false;
      const name = element.localName.toLowerCase();
      const [, expected, kind = ""] = /^(.*?)([@!]?\.?)$/.exec(words[0] ?? "") ?? [];
      if (expected === name) {
        flags = kind;
        words.shift();
      } else if (!IMPLIED.test(name)) return false;
    } else if (flags !== null) {
      this.marks++;
      flags ||= ".";
    }
    if (flags) {
      if (flags[0] !== ".") {
        block.parts.push(new Part(block, element));
        remember(element);
        if (flags[0] === "!") bind(element);
      }
      if (flags.at(-1) === ".") {
        const part = new Part(block, element);
        block.parts.push(part);
        if (isNamed(element, "textarea")) bind(element);
        if (!this.content(part)) this.faults.add(block);
        return true;
      }
    }
    // Chromium's own copy of the chosen option, marks included.
    if (element.localName === "selectedcontent" && /<!--|dj/.test(element.innerHTML)) this.faults.add(block);
    else this._walk(block, element.firstChild, null, words);
    return !words || !this.faults.has(block);
  }

  /** Whether an element whose content is a part holds only text, or one value between marks. */
  content(part: Part): boolean {
    const { host } = part;
    const nodes = part.nodes();
    const [first] = nodes;
    if (isRaw(host) || isPre(host)) return true;
    if (!first || !isComment(first) || first.data !== "{" || partner(first) !== nodes.at(-1)) return nodes.every(isText);
    this.marks += 2;
    rememberAll(nodes, true);
    return true;
  }
}

/** The end mark of a range: the sibling where as many ranges ended as began. */
function partner(start: Comment): Comment | null {
  let depth = 1;
  for (let node = start.nextSibling; node; node = node.nextSibling) {
    if (!isComment(node)) continue;
    if (node.data[0] === "{") depth++;
    else if (node.data === "}" && !--depth) return node;
  }
  return null;
}
