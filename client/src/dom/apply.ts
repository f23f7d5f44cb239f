/** Operations on the page (docs/internals/wire.md, 3): find the part's node, change it. */

import { APPEND, ATTRIBUTES, INSIDE, LIST, MORPH, REPLACE, ROWS, START_TAG } from "../messages";
import type { Attributes, Op, RowOps, Run } from "../messages";
import { become, readStartTag, setAttributes } from "./attributes";
import type { Part } from "./blocks";
import { touch } from "./fields";
import { isPre, isRaw, parse } from "./html";
import { arrange, rowsOf } from "./lists";
import { morph } from "./morphing";
import { between, isIgnored } from "./nodes";
import type { Scan } from "./scan";
import { write } from "./text";

/** Does what the operation says; false when the place does not take it. `scan` reads what comes in, and gathers what does not hold. */
type Operation = (part: Part, rest: readonly unknown[], scan: Scan, code: unknown) => unknown;

export function applyOps(block: Part, ops: readonly Op[], scan: Scan): void {
  for (const [number, what, ...rest] of ops as readonly (readonly [number, unknown, ...unknown[]])[]) {
    const part = block.parts[number];
    if (!part?.isWhole) return void scan.lost.add(block);
    if (!part.cover?.meet([what, ...rest], scan)) change(part, what, rest, scan);
  }
}

/** Whether nothing is to be done to an element. A hook draws in its own, and reads what the server says of it in its attributes. */
export const isForeign = (host: Element, what: unknown): boolean =>
  isIgnored((what === ATTRIBUTES || what === START_TAG) && host.hasAttribute("dj-hook") ? host.parentElement! : host);

/** Does one operation to a part, unless it is somebody else's to change. */
export function change(part: Part, what: unknown, rest: readonly unknown[], scan: Scan): void {
  const { host } = part;
  if (isForeign(host, what)) return;
  touch(host);
  if (typeof what === "string") {
    part.parts = [];
    write(part, what, false);
  } else if (operations[what as number]?.(part, rest, scan, what) === false) scan.faults.add(part.up!);
}

/** Reads HTML as it is to stand in a part; `null`: it would not stay there. */
export function parseInto({ host, start }: Part, html: string): Element | null {
  // Whatever breaks out of its element is to show: HTML stands between marks, as the server writes it into a page.
  const bare = start || !html || html.startsWith("<!--{-->") || isPre(host);
  return parse(host, bare ? html : `<!--{-->${html}<!--}-->`);
}

const setHtml: Operation = (part, [source], scan, code) => {
  const { host, start, end } = part;
  if (!start && isRaw(host)) return void (host.innerHTML = source as string);
  const holder = parseInto(part, source as string);
  if (!holder) return false;
  if (code === MORPH) morph(host, start, end, holder);
  else {
    for (const node of part.nodes()) node.remove();
    for (const node of between(holder, null, null)) host.insertBefore(node, end);
  }
  return start ? scan.range(part) : scan.content(part);
};

const applyList: Operation = (range, [order, html, rows], scan) => {
  const fresh: Part[] = [];
  let fits = range.parts.length > 0;
  if (html && fits) {
    const holder = parse(range.host, html as string);
    if (!holder) return false;
    fits = scan.rows(range, between(holder, null, null), fresh);
  }
  const next = fits && rowsOf(order as readonly Run[], range.parts, fresh);
  if (!next) return void scan.lost.add(range);
  arrange(range, next);
  applyRows(range, (rows ?? []) as RowOps, scan);
};

function applyRows(range: Part, rows: RowOps, scan: Scan): void {
  for (let i = 0; i < rows.length; i += 2) {
    const row = range.parts[rows[i] as number];
    if (row) applyOps(row, rows[i + 1] as readonly Op[], scan);
    else scan.lost.add(range);
  }
}

const operations: Record<number, Operation> = {
  [APPEND]: (part, [tail]) => write(part, tail as string, true),
  [REPLACE]: setHtml,
  [MORPH]: setHtml,
  [ATTRIBUTES]: (part, [changes]) => setAttributes(part.host, changes as Attributes),
  [START_TAG](part, [source]) {
    const attributes = readStartTag(part.host, source as string);
    return !!attributes && become(part.host, attributes);
  },
  [INSIDE]: (part, [ops], scan) => applyOps(part, ops as readonly Op[], scan),
  [LIST]: applyList,
  [ROWS]: (range, rows, scan) => applyRows(range, rows as RowOps, scan),
};
