/** Operations on the page (docs/internals/wire.md, 3): find the part's node, change it. */

import { APPEND, ATTRIBUTES, INSIDE, LIST, MORPH, REPLACE, ROWS, START_TAG } from "../messages";
import type { Attributes, Op, RowOps, Run } from "../messages";
import { parseStartTag, setAttributes, setStartTag } from "./attributes";
import { CONTENT_PART, RANGE_PART, Row } from "./blocks";
import type { Block, ContentPart, Part, Range } from "./blocks";
import { guard, keepingChoice } from "./fields";
import type { Since } from "./fields";
import { isRaw, parse } from "./html";
import { reorder } from "./lists";
import { morph } from "./morph";
import { isElement, isNamed, nodesBetween } from "./nodes";
import type { Scan } from "./scan";
import { appendText, setText, setTextBetween } from "./text";

/** What goes along while one frame is applied. */
export interface Work {
  readonly since: Since;
  /** Reads what comes in, and gathers the blocks that do not hold. */
  readonly scan: Scan;
  /** Ranges of which the server believes something that is not so. */
  readonly lost: Set<Range>;
}

type Arguments = readonly unknown[];

type Operation = (part: Part, rest: Arguments, work: Work, code: number, block: Block) => void;

const operations: Record<number, Operation> = {
  [APPEND](part, [tail], work) {
    const end = part.kind === RANGE_PART ? part.end : null;
    writeText(part, work, () => appendText(host(part), end, tail as string));
  },
  [REPLACE]: setHtml,
  [MORPH]: setHtml,
  [ATTRIBUTES]: (part, [changes], { since }) => setAttributes(host(part), changes as Attributes, since),
  [START_TAG](part, [source], { since, scan }, _, block) {
    const tag = parseStartTag(host(part), source as string);
    if (tag) setStartTag(host(part), tag, since);
    else scan.faults.add(block);
  },
  [INSIDE](part, [ops], work) {
    const { inner } = part as Range;
    if (inner) applyOps(inner, ops as readonly Op[], work);
    else work.lost.add(part as Range);
  },
  [LIST]: (part, [order, html = "", rows = []], work) => applyList(part as Range, order as readonly Run[], html as string, rows as RowOps, work),
  [ROWS]: (part, rows, work) => applyRows(part as Range, rows as RowOps, work),
};

export function applyOps(block: Block, ops: readonly Op[], work: Work): void {
  for (const [number, what, ...rest] of ops as readonly (readonly [number, unknown, ...unknown[]])[]) {
    const part = block.parts[number];
    if (!part || (part.kind === RANGE_PART && (!part.parent || part.parent !== part.end.parentNode))) {
      work.scan.faults.add(block);
      return;
    }
    if (host(part).closest('[dj-update="ignore"]')) continue;
    if (typeof what === "string") writeText(part, work, () => setTextOf(part, what));
    else operations[what as number]?.(part, rest, work, what as number, block);
  }
}

/** The element that an operation on a part touches: itself, or the one its range stands in. */
const host = (part: Part): Element => (part.kind === RANGE_PART ? part.parent : part.element);

function setTextOf(part: Part, text: string): void {
  if (part.kind === RANGE_PART) {
    setTextBetween(part.start, part.end, text);
    part.inner = part.rows = null;
  } else setText(part.element, text);
}

/** A textarea's text is its value as long as nobody typed in it. */
function writeText(part: Part, { since }: Work, write: () => void): void {
  if (part.kind === CONTENT_PART && isNamed(part.element, "textarea")) guard(part.element, "", since, write);
  else write();
}

function setHtml(part: Part, [html]: Arguments, work: Work, code: number, block: Block): void {
  if (part.kind === RANGE_PART) {
    const { parent, start, end } = part;
    const fragment = parse(parent, html as string);
    if (!fragment) {
      work.scan.faults.add(block);
      return;
    }
    keepingChoice(parent, work.since, () => {
      if (code === MORPH) return morph(parent, start, end, fragment, work.since);
      for (const node of nodesBetween(start, end)) node.remove();
      parent.insertBefore(fragment, end);
    });
    work.scan.range(part);
  } else setContent(part as ContentPart, html as string, work, code, block);
}

function setContent(part: ContentPart, html: string, work: Work, code: number, block: Block): void {
  const { element } = part;
  if (isRaw(element)) return writeText(part, work, () => (element.innerHTML = html));
  // Whatever breaks out of its element is to show: HTML stands between marks, as the server writes it into a page.
  const bare = !html || html.startsWith("<!--{-->") || /^(pre|listing)$/.test(element.localName);
  const fragment = parse(element, bare ? html : `<!--{-->${html}<!--}-->`);
  if (!fragment) {
    work.scan.faults.add(block);
    return;
  }
  if (code === MORPH) morph(element, null, null, fragment, work.since);
  else element.replaceChildren(fragment);
  if (!work.scan.content(element)) work.scan.faults.add(block);
}

function applyList(range: Range, order: readonly Run[], html: string, rows: RowOps, work: Work): void {
  const { parent, shape } = range;
  const fresh: Row[] = [];
  if (html && range.rows && shape) {
    const fragment = parse(parent, html);
    if (!fragment) {
      work.scan.faults.add(range.block);
      return;
    }
    if (!shape.length) work.scan.delimited(range, fragment.firstChild, null, fresh);
    else
      for (const root of fragment.childNodes) {
        const row = new Row(range, root, null);
        if (!isElement(root)) continue;
        fresh.push(row);
        if (!work.scan.row(row, root, shape)) work.lost.add(range);
      }
  }
  let fits = !!range.rows;
  if (fits) keepingChoice(parent, work.since, () => (fits = reorder(range, order, fresh)));
  if (fits) applyRows(range, rows, work);
  else work.lost.add(range);
}

function applyRows(range: Range, rows: RowOps, work: Work): void {
  for (let i = 0; i < rows.length; i += 2) {
    const row = range.rows?.[rows[i] as number];
    if (row) applyOps(row, rows[i + 1] as readonly Op[], work);
    else work.lost.add(range);
  }
}
