/**
 * The rows of a loop get a new order, with as few moves as there can be. A row that stays keeps its nodes, and so what was typed in it; the row
 * that holds the focus is one that never moves: the others move round it.
 */

import { places } from "../messages";
import type { Run } from "../messages";
import type { Part } from "./blocks";
import { between, blank, place } from "./nodes";

/** Puts the rows of a range into `order`; `fresh` are those that come in. False when the order does not fit the rows that are there. */
export function reorder(range: Part, order: readonly Run[], fresh: readonly Part[]): boolean {
  const { host, end, parts: old } = range;
  const from = places(order);
  let used = 0;
  const next = from.map((place) => (place < 0 ? fresh[used++] : old[place])!);
  const kept = new Set(next);
  if (used !== fresh.length || kept.size !== next.length || !next.every(Boolean)) return false;
  // What the loop writes after a row, and before one.
  const trail = old[0]!.start ? null : blank(end!.previousSibling);
  const lead = gapOf(old[0]!)?.data ?? "";
  // The nodes that move with a row, collected before anything moves.
  const nodes = new Map<Part, ChildNode[]>();
  for (const rows of [old, fresh])
    rows.forEach((row, index) => {
      const { first, start } = row;
      nodes.set(row, between(first.parentNode!, (gapOf(row) ?? first).previousSibling, start ? (rows[index + 1]?.start ?? end) : first.nextSibling));
    });
  for (const [row, its] of nodes) if (!kept.has(row)) its.forEach((node) => node.remove());
  for (const index of staying(from.filter((place) => place >= 0), focused(host, old))) nodes.delete(old[index]!);
  let before = trail ?? end;
  for (const row of next.toReversed()) {
    for (const node of nodes.get(row) ?? []) place(host, node, before);
    const gap = gapOf(row);
    const text = row === next[0] ? lead : (trail?.data ?? "") + lead;
    if (!row.start && (gap?.data ?? "") !== text) {
      gap?.remove();
      row.first.before(text);
    }
    before = gapOf(row) ?? row.first;
  }
  range.parts = next;
  return true;
}

/** The white space before a row, where the loop writes some. */
const gapOf = ({ start, first }: Part): Text | null => (start ? null : blank(first.previousSibling));

/** The index of the row that holds the focus, or else the selected text; -1 for none. A selection ends where its node moves. */
function focused(host: Element, rows: readonly Part[]): number {
  const { activeElement, body } = host.ownerDocument;
  const held = (activeElement !== body && activeElement) || host.ownerDocument.getSelection()?.anchorNode;
  // The last row that does not begin after what is held.
  return held && host.contains(held) ? rows.findLastIndex(({ first }) => !(first.compareDocumentPosition(held) & 2)) : -1 /* preceding */;
}

/** A rising sequence, from its end. */
interface Chain {
  readonly index: number;
  readonly before: Chain | undefined;
}

/** Which of these old indices, in their new order, can stay: a longest rising subsequence, among those that hold `fixed`. */
function staying(indices: readonly number[], fixed: number): number[] {
  const at = indices.indexOf(fixed);
  // The best chain of each length: the one that ends lowest.
  const best: Chain[] = [];
  indices.forEach((index, i) => {
    if (at >= 0 && index !== fixed && i < at !== index < fixed) return;
    const length = 1 + best.findLastIndex((chain) => chain.index < index);
    best[length] = { index, before: best[length - 1] };
  });
  const stays: number[] = [];
  for (let chain = best.at(-1); chain; chain = chain.before) stays.push(chain.index);
  return stays;
}
