/**
 * Finds the blocks and parts of HTML that came in, and checks on the way that it is as the server wrote it: an HTML parser moves,
 * closes and copies elements when it is given tags that do not fit.
 */

import { remember, rememberAll } from "./attributes";
import { Block, CONTENT_PART, Range, Row, START_TAG_PART, shapeOf } from "./blocks";
import { bind } from "./fields";
import { isRaw } from "./html";
import { isComment, isElement, isText, nodesBetween } from "./nodes";

/** Elements that a parser adds by itself and that are not in the source. */
const IMPLIED = /^(tbody|colgroup)$/;

/** The white space of a node that holds nothing else. */
const blank = (node: Node): Text | null => (isText(node) && !/[^\t\n\f\r ]/.test(node.data) ? node : null);

/** The words of a row's shape, of which each own element of the row takes the next. */
interface Reading {
  readonly words: readonly string[];
  next: number;
}

export class Scan {
  /** Marks that were met. */
  marks = 0;
  /** Blocks of which something does not hold. */
  readonly faults = new Set<Block>();

  /** Reads a whole document. */
  document(root: Document): Block {
    const block = new Block(null);
    this._walk(block, root.firstChild, null, null);
    return block;
  }

  /** Reads what stands between the marks of a range. */
  range(range: Range): void {
    const { start, end, shape } = range;
    range.inner = range.rows = null;
    if (!shape) {
      const inner = (range.inner = new Block(range));
      const faults = this.faults.size;
      this._walk(inner, start.nextSibling, end, null);
      if (!inner.parts.length && faults === this.faults.size) nodesBetween(start, end).forEach(rememberAll);
    } else if (start.nextSibling !== end) {
      const faults = this.faults.size;
      range.rows = [];
      if (shape.length ? this._shaped(range, shape) : this.delimited(range, start.nextSibling, end, range.rows)) return;
      // Rows that cannot be told apart: no way leads to what is in them.
      for (const fault of [...this.faults].slice(faults)) this.faults.delete(fault);
      this.faults.add(new Block(range));
    }
  }

  /** Reads one row that has `element` as its root. Whether it has the shape. */
  row(row: Row, element: Element, shape: readonly string[]): boolean {
    const reading = { words: shape, next: 0 };
    return this._element(row, element, reading) && reading.next === shape.length && !this.faults.has(row);
  }

  private _shaped(range: Range, shape: readonly string[]): boolean {
    const rows = range.rows as Row[];
    let gap: Text | null = null;
    for (const node of nodesBetween(range.start, range.end)) {
      if (isElement(node)) {
        const row = new Row(range, node, gap);
        if (!this.row(row, node, shape)) return false;
        rows.push(row);
        gap = null;
        continue;
      }
      const text = blank(node);
      if (!text) return false;
      if (!gap?.data) gap = text;
    }
    if (!rows.length) return false;
    range.lead = rows[0]?.gap?.data ?? "";
    range.between = (gap?.data ?? "") + range.lead;
    return true;
  }

  /** Reads delimited rows from `node` up to `end` and adds them to `rows`. */
  delimited(range: Range, node: ChildNode | null, end: Node | null, rows: Row[]): boolean {
    while (node && blank(node)) node = node.nextSibling;
    while (node && node !== end) {
      if (!isComment(node) || node.data !== ",") return false;
      this.marks++;
      const row: Row = new Row(range, node, null);
      rows.push(row);
      node = this._walk(row, node.nextSibling, end, null, true);
    }
    return rows.length > 0;
  }

  /** Reads siblings up to `stop`, or up to the next row; returns where it stopped. A fault ends it. */
  private _walk(block: Block, node: ChildNode | null, stop: Node | null, reading: Reading | null, inRow = false): ChildNode | null {
    // The last range among these siblings, if something in it does not hold.
    let suspect: Range | null = null;
    while (node && node !== stop) {
      if (isElement(node)) {
        if (!this._element(block, node, reading)) {
          this.faults.add(block);
          return null;
        }
      } else if (isComment(node)) {
        const { data } = node;
        if (inRow && data === ",") return node;
        if (data[0] === "{") {
          const end = partner(node);
          if (!end) {
            this.faults.add(block);
            return null;
          }
          this.marks += 2;
          const range: Range = new Range(block, node, end, shapeOf(data));
          block.parts.push(range);
          const before = this.faults.size;
          this.range(range);
          suspect = this.faults.size > before ? range : null;
          node = end;
        } else if (data === "}" && suspect) {
          // What broke out of an element in there left an end mark behind, which was taken for that of the range. Here is the real one.
          this.marks++;
          suspect.end = node;
        } else if (data === "}" || data === ",") this.faults.add(block);
      }
      node = node.nextSibling;
    }
    return node;
  }

  /** Reads an element and, unless it is a part as a whole, what is in it. Whether it is what the row's shape says. */
  private _element(block: Block, element: Element, reading: Reading | null): boolean {
    let flags: string | null;
    if (reading) {
      const name = element.localName.toLowerCase();
      const [, expected, kind = ""] = /^(.*?)([@!]?\.?)$/.exec(reading.words[reading.next] ?? "") ?? [];
      if (expected === name) {
        flags = kind;
        reading.next++;
      } else if (IMPLIED.test(name)) flags = null;
      else return false;
      if (element.hasAttribute("dj")) return false;
    } else {
      flags = element.getAttribute("dj");
      if (flags !== null) {
        this.marks++;
        flags ||= ".";
      }
    }
    if (flags) {
      if (flags[0] !== ".") {
        block.parts.push({ kind: START_TAG_PART, element });
        remember(element);
        if (flags[0] === "!") bind(element);
      }
      if (flags.at(-1) === ".") {
        block.parts.push({ kind: CONTENT_PART, element });
        if (element.localName === "textarea") bind(element);
        if (!this.content(element)) this.faults.add(block);
        return true;
      }
    }
    // Chromium's own copy of the chosen option.
    if (element.localName === "selectedcontent" && holdsMarks(element)) this.faults.add(block);
    else this._walk(block, element.firstChild, null, reading);
    return !reading || !this.faults.has(block);
  }

  /** Whether an element whose content is a part holds only text, or one value between marks. */
  content(element: Element): boolean {
    const { firstChild, lastChild, localName } = element;
    if (!firstChild || (firstChild === lastChild && isText(firstChild)) || isRaw(element) || /^(pre|listing)$/.test(localName)) return true;
    if (isComment(firstChild) && firstChild.data === "{" && partner(firstChild) === lastChild) {
      this.marks += 2;
      nodesBetween(firstChild, lastChild).forEach(rememberAll);
      return true;
    }
    return [...element.childNodes].every(isText);
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

function holdsMarks(element: Element): boolean {
  return /<!--[{},]|\sdj[\s=>]/.test(element.innerHTML);
}
