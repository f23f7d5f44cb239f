/**
 * The rows of a loop get a new order, with as few moves as there can be. A row that stays keeps its nodes, and so what was typed in it; the row
 * that holds the focus is one that never moves: the others move round it.
 */

import type { Run } from "../messages";
import type { Range, Row } from "./blocks";
import { nodesBetween, place } from "./nodes";

/** Puts the rows of a range into `order`; `fresh` are those that come in. False when the order does not fit the rows that are there. */
export function reorder(range: Range, order: readonly Run[], fresh: readonly Row[]): boolean {
  const old = range.rows ?? [];
  const next = resolve(order, old, fresh);
  if (!next) return false;
  const indices = new Map(old.map((row, index) => [row, index]));
  const stays = staying(
    next.flatMap((row) => indices.get(row) ?? []),
    focused(range, old),
  );
  const { parent, end, shape } = range;
  // Nodes of delimited rows are told by their neighbours: collected before anything moves.
  const nodes = new Map<Row, ChildNode[]>();
  const kept = new Set(next);
  old.forEach((row, index) => {
    if (!kept.has(row) || !stays.has(index)) nodes.set(row, nodesOf(row, old[index + 1]?.first ?? end, shape));
  });
  fresh.forEach((row, index) => nodes.set(row, nodesOf(row, fresh[index + 1]?.first ?? null, shape)));
  let before = (shape?.length && old.at(-1)?.first.nextSibling) || end;
  for (const row of old) if (!kept.has(row)) nodes.get(row)?.forEach((node) => node.remove());
  for (const row of next.slice().reverse()) {
    for (const node of nodes.get(row) ?? []) place(parent, node, before);
    before = row.gap?.parentNode === parent ? row.gap : row.first;
  }
  range.rows = next;
  space(range, [...fresh, old[0], next[0]]);
  return true;
}

/** The rows that an order names, or null where it names one that is not there. */
function resolve(order: readonly Run[], old: readonly Row[], fresh: readonly Row[]): Row[] | null {
  const next: Row[] = [];
  let used = 0;
  for (const run of order) {
    const [start, count, step = 1] = typeof run === "number" ? [run, 1] : run;
    for (let i = 0; i < count; i++) {
      const row = start < 0 ? fresh[used++] : old[start + i * step];
      if (!row) return null;
      next.push(row);
    }
  }
  return used === fresh.length && new Set(next).size === next.length ? next : null;
}

/** The index of the row that holds the focus, or -1. */
function focused({ parent }: Range, rows: readonly Row[]): number {
  const active = parent.ownerDocument.activeElement;
  if (!active || active === parent || !parent.contains(active)) return -1;
  // The last row that does not begin after the active element.
  return rows.findLastIndex(({ first }) => first === active || first.compareDocumentPosition(active) & 4 /* following */);
}

/** Which of these old indices, in their new order, can stay: a longest rising subsequence, among those that hold `fixed`. */
function staying(indices: readonly number[], fixed: number): Set<number> {
  const at = indices.indexOf(fixed);
  const free = at < 0 ? indices : indices.filter((index, i) => index === fixed || i < at === index < fixed);
  // tails[n]: where in `free` the best rising sequence of n + 1 items ends; links lead back along it.
  const tails: number[] = [];
  const links: (number | undefined)[] = [];
  free.forEach((index, i) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((free[tails[middle] as number] as number) < index) low = middle + 1;
      else high = middle;
    }
    links[i] = tails[low - 1];
    tails[low] = i;
  });
  const stays = new Set<number>();
  for (let i = tails.at(-1); i !== undefined; i = links[i]) stays.add(free[i] as number);
  return stays;
}

/** The nodes that move with a row: its delimiter and all up to the next one, or the white space before it and its root. */
function nodesOf({ first, gap }: Row, end: ChildNode | null, shape: Range["shape"]): ChildNode[] {
  if (shape?.length) return gap ? [gap, first] : [first];
  return [first, ...nodesBetween(first, end)];
}

/** Gives rows the white space that the loop writes before the first row and between two. */
function space(range: Range, touched: readonly (Row | undefined)[]): void {
  if (!range.shape?.length || !(range.lead + range.between)) return;
  const kept = new Set(range.rows);
  for (const row of touched) {
    if (!row || !kept.has(row)) continue;
    const text = row === range.rows?.[0] ? range.lead : range.between;
    if (row.gap?.parentNode !== range.parent) {
      row.gap = range.parent.ownerDocument.createTextNode("");
      row.first.before(row.gap);
    }
    row.gap.data = text;
  }
}
