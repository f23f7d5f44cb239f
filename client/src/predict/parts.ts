/** Draws what a prediction made of the state: operations on the parts of the page that say something else now (docs/internals/wire.md, 9). */

import { ATTRIBUTES, INSIDE, LIST, REPLACE, ROWS } from "../messages";
import type { Json, Op, Run } from "../messages";
import { evaluate } from "./expressions";
import { bind, isScalar, rowsOf } from "./values";
import type { Row, State, Value } from "./values";

/** An entry for one part: its number, what is dynamic in it, and expressions. */
export type Entry = readonly [part: number, what: number, expression: Json, ...more: Json[]];

/** What is to be done to a part, without its number. */
type Change = readonly unknown[] | false | undefined;

/** The operations that lead from one state to another; none on a part that cannot be known. */
export const show = (entries: readonly Entry[], before: State, after: State): Op[] =>
  entries.flatMap(([part, what, expression, ...more]) => {
    const old = evaluate(expression, before);
    const now = evaluate(expression, after);
    const kind = KINDS[what] ?? leaf;
    const change = kind(old, now, more, before, after, what);
    return change ? [[part, ...change] as unknown as Op] : [];
  });

type Kind = (old: Value, now: Value, more: readonly Json[], before: State, after: State, what: number) => Change;

/** A text, an attribute, a start tag. */
const leaf: Kind = (old, now, [name], _before, _after, what) =>
  isScalar(now) && now !== old && (what === ATTRIBUTES ? [what, { [name as string]: now }] : what ? [what, now] : [now]);

/** HTML in place of what stands, if it is known. */
function html(expression: Json, state: State): Change {
  const value = evaluate(expression, state);
  return isScalar(value) && [REPLACE, value];
}

const branch: Kind = (old, now, [arms, known = []], before, after) => {
  const stood = isScalar(old) ? old : evaluate(known, before);
  if (!isScalar(stood) || !isScalar(now)) return;
  const [source, entries] = (arms as Json[][])[now as number] ?? ["", []];
  if (stood !== now) return html(source!, after);
  const inside = show(entries as unknown as Entry[], before, after);
  return inside[0] && [INSIDE, inside];
};

const loop: Kind = (old, now, [variable, reads, entries, source, all], before, after) => {
  const stood = rowsOf(old);
  const rows = rowsOf(now);
  if (!stood || !rows) return;
  if (!stood[0] || !rows[0]) return stood[0] !== rows[0] && html(rows[0] ? all! : "", after);

  const reread = (reads as number[]).some((read) => before[read] !== after[read]);
  const runs: [start: number, count: number][] = [];
  const fresh: Value[] = [];
  const inside: unknown[] = [];
  let next = NaN;
  rows.forEach((row, index) => {
    const { place, fields } = row;
    const same = stood[place] as Row | undefined;
    if (place === next) runs.at(-1)![1]++;
    else runs.push([place, 1]);
    next = same ? place + 1 : place;
    if (!reread && same?.fields === fields) return;
    bind(after, variable as number, row, index);
    if (!same) return void fresh.push(evaluate(source!, after));
    bind(before, variable as number, same, place);
    const changes = show(entries as unknown as Entry[], before, after);
    if (changes[0]) inside.push(index, changes);
  });
  if (!runs[1] && !runs[0]![0] && rows.length === stood.length) return inside[1] !== undefined && [ROWS, ...inside];
  const order: Run[] = runs.map((run) => (run[0] >= 0 && run[1] === 1 ? run[0] : run));
  return fresh.every(isScalar) && [LIST, order, fresh.join(""), inside];
};

const KINDS: Record<number, Kind> = { [INSIDE]: branch, [ROWS]: loop };
