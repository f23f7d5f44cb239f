/**
 * The rows of a loop get a new order, with as few moves as there can be. A row that stays keeps its nodes, and so what was typed in it; the row
 * that holds the focus is one that never moves: the others move round it.
 */

import { places } from "../messages";
import type { Run } from "../messages";
import type { Part } from "./blocks";
import { between, place } from "./nodes";

/** Puts the rows of a range into `order`; `fresh` are those that come in. False when the order does not fit the rows that are there. */
export function reorder(range: Part, order: readonly Run[], fresh: readonly Part[]): boolean {
  const { host, end, shape, parts: old } = range;
  const next = resolve(order, old, fresh);
  if (!next) return false;
  const indices = new Map(old.map((row, index) => [row, index]));
  const kept = new Set(next);
  const stays = staying(
    next.flatMap((row) => indices.get(row) ?? []),
    focused(host, old),
  );
  // The nodes that move with a row: the white space before it and its root; or its delimiter and all up to the next one, collected before
  // anything moves.
  const nodes = new Map<Part, ChildNode[]>();
  for (const rows of [old, fresh])
    rows.forEach((row, index) => {
      const { gap, first, start } = row;
      if (!kept.has(row) || !stays.has(indices.get(row)!))
        nodes.set(row, start ? [start, ...between(start.parentNode!, start, rows[index + 1]?.start ?? end)] : gap ? [gap, first] : [first]);
    });
  let before = (shape?.length && old.at(-1)?.first.nextSibling) || end;
  for (const row of old) if (!kept.has(row)) nodes.get(row)!.forEach((node) => node.remove());
  for (const row of next.slice().reverse()) {
    for (const node of nodes.get(row) ?? []) place(host, node, before);
    before = row.gap?.parentNode === host ? row.gap : row.first;
  }
  range.parts = next;
  // The white space that the loop writes before the first row and between two.
  if (shape?.length && range.lead + range.gaps)
    for (const row of [...fresh, old[0]!, next[0]!]) {
      if (!kept.has(row)) continue;
      if (row.gap?.parentNode !== host) row.first.before((row.gap = new Text()));
      row.gap.data = row === next[0] ? range.lead : range.gaps;
    }
  return true;
}

/** The rows that an order names, or null where it names one that is not there. */
function resolve(order: readonly Run[], old: readonly Part[], fresh: readonly Part[]): Part[] | null {
  let used = 0;
  const next = places(order).map((place) => (place < 0 ? fresh[used++] : old[place]));
  return used === fresh.length && !next.includes(undefined) && new Set(next).size === next.length ? (next as Part[]) : null;
}

/** The index of the row that holds the focus, or else the selected text; -1 for none. A selection ends where its node moves. */
function focused(host: Element, rows: readonly Part[]): number {
  const { activeElement, body, defaultView } = host.ownerDocument;
  const held = activeElement && activeElement !== body ? activeElement : defaultView?.getSelection()?.anchorNode;
  if (!held || held === host || !host.contains(held)) return -1;
  // The last row that does not begin after what is held.
  return rows.findLastIndex(({ first }) => !(first.compareDocumentPosition(held) & 2)) /* preceding */;
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
