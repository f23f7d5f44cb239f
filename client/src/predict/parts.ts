/** Draws what a prediction made of the state: operations on the parts of the page that say something else now (docs/internals/wire.md, 9). */

import { ATTRIBUTES, INSIDE, LIST, REPLACE, ROWS } from "../messages";
import type { Json, Op } from "../messages";
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
    const kind = what === INSIDE ? branch : what === ROWS ? loop : 0;
    const change = kind ? kind(old, now, more, before, after) : now !== old && leaf(what, now, more[0]);
    return change ? [[part, ...change] as unknown as Op] : [];
  });

/** A text, an attribute, a start tag; HTML in place of what stands. */
const leaf = (what: number, value: Value, name?: Json): Change =>
  isScalar(value) && (what === ATTRIBUTES ? [what, { [name as string]: value }] : what ? [what, value] : [value]);

type Kind = (old: Value, now: Value, more: readonly Json[], before: State, after: State) => Change;

const branch: Kind = (old, now, [arms, known = []], before, after) => {
  const stood = isScalar(old) ? old : evaluate(known, before);
  if (!isScalar(stood) || !isScalar(now)) return;
  const [source, entries] = (arms as Json[][])[now as number] ?? ["", []];
  if (stood !== now) return leaf(REPLACE, evaluate(source!, after));
  const inside = show(entries as unknown as Entry[], before, after);
  return inside[0] && [INSIDE, inside];
};

const loop: Kind = (old, now, [variable, reads, entries, source, all], before, after) => {
  const stood = rowsOf(old);
  const rows = rowsOf(now);
  if (!stood || !rows) return;
  if (!stood[0] || !rows[0]) return stood[0] !== rows[0] && leaf(REPLACE, rows[0] ? evaluate(all!, after) : "");

  const reread = (reads as number[]).some((read) => before[read] !== after[read]);
  const fresh: Value[] = [];
  const inside: unknown[] = [];
  const order = rows.map((row, index) => {
    const { place, fields } = row;
    const same = stood[place] as Row | undefined;
    if (reread || same?.fields !== fields) {
      bind(after, variable as number, row, index);
      if (same) {
        bind(before, variable as number, same, place);
        const changes = show(entries as unknown as Entry[], before, after);
        if (changes[0]) inside.push(index, changes);
      } else fresh.push(evaluate(source!, after));
    }
    return place;
  });
  if (rows.length === stood.length && order.every((place, index) => place === index)) return inside[1] !== undefined && [ROWS, ...inside];
  return fresh.every(isScalar) && [LIST, order, fresh.join(""), inside];
};
