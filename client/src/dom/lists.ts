/**
 * The rows of a loop get a new order, with as few moves as there can be. A row that stays keeps its nodes, and so what was typed in it; the row
 * that holds the focus is one that never moves: the others move round it.
 */

import { places } from "../messages";
import type { Run } from "../messages";
import type { Part } from "./blocks";
import { between, blank, place } from "./nodes";

/** Makes these all the rows of a range; those that are not in it come in, with their nodes in the same order. */
export function arrange(range: Part, next: Part[]): void {
  const { host, end, parts: old } = range;
  const indices = new Map(old.map((row, index) => [row, index]));
  const fresh = next.filter((row) => !indices.has(row));
  const kept = new Set(next);
  const model = old[0] ?? next[0];
  if (!model) return;
  // What the loop writes after a row, and before one.
  const trail = model.start ? null : blank(end!.previousSibling);
  const lead = gapOf(model)?.data ?? "";
  // Those that stay where they are; a row that a script took away comes back. Who holds the focus is asked before anything moves: the answer would be a layout.
  const stays = new Set<Part>();
  const there = next.flatMap((row) => (row.first.parentNode === host ? (indices.get(row) ?? []) : []));
  for (let chain = staying(there, focused(host, old)); chain; chain = chain.before) stays.add(old[chain.index]!);
  // The nodes that move with a row, collected before any does.
  const nodes = new Map<Part, ChildNode[]>();
  for (const rows of [old, fresh])
    rows.forEach((row, index) => {
      const { first, start } = row;
      if (!stays.has(row)) nodes.set(row, start ? [start, ...between(host, start, rows[index + 1]?.start ?? end)] : [gapOf(row) ?? [], first].flat());
    });
  for (const [row, its] of nodes) if (!kept.has(row)) its.forEach((node) => node.remove());
  let after: Part | undefined;
  for (const row of next.toReversed()) {
    const its = nodes.get(row);
    const before = its && after ? (gapOf(after) ?? after.first) : (trail ?? end);
    for (const node of its ?? []) place(host, node, before);
    if (!row.start && (its || row === next[0] || row === old[0])) {
      const gap = gapOf(row);
      const text = row === next[0] ? lead : (trail?.data ?? "") + lead;
      if ((gap?.data ?? "") !== text) {
        gap?.remove();
        row.first.before(text);
      }
    }
    after = row;
  }
  range.parts = next;
}

/** The rows that an order names, of old ones and of those that come in; or null where it names one that is not there. */
export function rowsOf(order: readonly Run[], old: readonly Part[], fresh: readonly Part[]): Part[] | null {
  let used = 0;
  const next = places(order).map((place) => (place < 0 ? fresh[used++] : old[place])!);
  return used === fresh.length && new Set(next).size === next.length && next.every(Boolean) ? next : null;
}

/** The white space before a row, where the loop writes some. */
const gapOf = ({ start, first }: Part): Text | null => (start ? null : blank(first.previousSibling));

/** The index of the row that holds the focus, or else the selected text; -1 for none. A selection ends where its node moves. */
function focused(host: Element, rows: readonly Part[]): number {
  const { activeElement, body } = host.ownerDocument;
  const held = (activeElement !== body && activeElement) || host.ownerDocument.getSelection()?.anchorNode;
  // The last row that does not begin after what is held.
  return held && host.contains(held) ? rows.findLastIndex(({ first }) => !(first.compareDocumentPosition(held) & 2 /* preceding */)) : -1;
}

/** Old indices that rise in the new order, from the last one. */
interface Chain {
  readonly index: number;
  readonly before: Chain | undefined;
}

/** Which of these old indices, in their new order, can stay: the longest chain, among those that hold `fixed`. */
function staying(indices: readonly number[], fixed: number): Chain | undefined {
  const at = indices.indexOf(fixed);
  // The best chain of each length: the one that ends lowest.
  const best: Chain[] = [];
  indices.forEach((index, i) => {
    if (at >= 0 && index !== fixed && i < at !== index < fixed) return;
    const length = 1 + best.findLastIndex((chain) => chain.index < index);
    best[length] = { index, before: best[length - 1] };
  });
  return best.at(-1);
}
