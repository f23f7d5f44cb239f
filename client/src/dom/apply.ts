/** Operations on the page (docs/internals/wire.md, 3): find the part's node, change it. */

import { APPEND, ATTRIBUTES, INSIDE, LIST, MORPH, REPLACE, ROWS, START_TAG } from "../messages";
import type { Attributes, Op, RowOps, Run } from "../messages";
import { parseStartTag, setAttributes, setStartTag } from "./attributes";
import type { Part } from "./blocks";
import { guard, keepingChoice } from "./fields";
import type { Since } from "./fields";
import { isPre, isRaw, parse } from "./html";
import { reorder } from "./lists";
import { morph } from "./morph";
import { between } from "./nodes";
import type { Scan } from "./scan";
import { write } from "./text";

/** What goes along while one frame is applied. */
export interface Work {
  readonly since: Since;
  /** Reads what comes in, and gathers the blocks that do not hold. */
  readonly scan: Scan;
  /** Ranges and blocks of which the server believes something that is not so. */
  readonly lost: Set<Part>;
}

/** Does what the operation says; false when the place does not take it. */
type Operation = (part: Part, rest: readonly unknown[], work: Work, what: unknown) => unknown;

export function applyOps(block: Part, ops: readonly Op[], work: Work): void {
  for (const [number, what, ...rest] of ops as readonly (readonly [number, unknown, ...unknown[]])[]) {
    const part = block.parts[number];
    if (!part?.host || (part.end && part.end.parentNode !== part.host)) return void work.lost.add(block);
    if (part.host.closest('[dj-update="ignore"]')) continue;
    const done =
      typeof what === "string"
        ? guard(part.host, "", work.since, () => ((part.parts = []), write(part, what, false)))
        : operations[what as number]?.(part, rest, work, what);
    if (done === false) work.scan.faults.add(block);
  }
}

const setHtml: Operation = (part, [source], { since, scan }, what) => {
  const { host, start, end } = part;
  const html = source as string;
  if (!start && isRaw(host)) return guard(host, "", since, () => (host.innerHTML = html));
  // Whatever breaks out of its element is to show: HTML stands between marks, as the server writes it into a page.
  const bare = start || !html || html.startsWith("<!--{-->") || isPre(host);
  const holder = parse(host, bare ? html : `<!--{-->${html}<!--}-->`);
  if (!holder) return false;
  keepingChoice(host, since, () => {
    if (what === MORPH) return morph(host, start, end, holder, since);
    for (const node of part.nodes()) node.remove();
    for (const node of between(holder, null, null)) host.insertBefore(node, end);
  });
  return start ? scan.range(part) : scan.content(part);
};

const applyList: Operation = (range, [order, html, rows], work) => {
  const fresh: Part[] = [];
  let fits = range.parts.length > 0;
  if (html && fits) {
    const holder = parse(range.host, html as string);
    if (!holder) return false;
    fits = work.scan.rows(range, between(holder, null, null), fresh);
  }
  if (fits) keepingChoice(range.host, work.since, () => (fits = reorder(range, order as readonly Run[], fresh)));
  if (fits) applyRows(range, (rows ?? []) as RowOps, work);
  else work.lost.add(range);
};

const operations: Record<number, Operation> = {
  [APPEND]: (part, [tail], { since }) => guard(part.host, "", since, () => write(part, tail as string, true)),
  [REPLACE]: setHtml,
  [MORPH]: setHtml,
  [ATTRIBUTES]: (part, [changes], { since }) => setAttributes(part.host, changes as Attributes, since),
  [START_TAG](part, [source], { since }) {
    const tag = parseStartTag(part.host, source as string);
    return !!tag && setStartTag(part.host, tag, since);
  },
  [INSIDE]: (part, [ops], work) => applyOps(part, ops as readonly Op[], work),
  [LIST]: applyList,
  [ROWS]: (range, rows, work) => applyRows(range, rows as RowOps, work),
};

function applyRows(range: Part, rows: RowOps, work: Work): void {
  for (let i = 0; i < rows.length; i += 2) {
    const row = range.parts[rows[i] as number];
    if (row) applyOps(row, rows[i + 1] as readonly Op[], work);
    else work.lost.add(range);
  }
}
