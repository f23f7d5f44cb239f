/** Draws what a prediction made of the state: operations on the parts of the page that say something else now (docs/internals/wire.md, 9). */

import { ATTRIBUTES, INSIDE, LIST, REPLACE, ROWS, START_TAG } from "../messages";
import type { Json, Op, Run } from "../messages";
import { evaluate } from "./expressions";
import { bind, fieldsOf, isScalar, List } from "./values";
import type { Scope, Value } from "./values";

/** An entry for one part: its number, what is dynamic in it, and expressions. */
export type Entry = readonly [part: number, what: number, ...expressions: Json[]];

/** What is to be done to a part, without its number. */
type Kind = (rest: readonly Json[], before: Scope, after: Scope) => readonly unknown[] | false | undefined;

/** The operations that lead from one state to another; none on a part that cannot be known. */
export const show = (entries: readonly Entry[], before: Scope, after: Scope): Op[] =>
  entries.flatMap(([part, what, ...rest]) => {
    const change = KINDS[what]!(rest, before, after);
    return change ? [[part, ...change] as unknown as Op] : [];
  });

/** The value after, in a list, if it is known and another one than before. */
function changed(expression: Json | undefined, before: Scope, after: Scope): Value[] {
  const value = evaluate(expression, after);
  return isScalar(value) && value !== evaluate(expression, before) ? [value] : [];
}

/** HTML in place of what stands, if it is known. */
function html(expression: Json | undefined, scope: Scope): readonly unknown[] | undefined {
  const value = evaluate(expression, scope);
  return isScalar(value) ? [REPLACE, value] : undefined;
}

const text: Kind = ([expression, isField], before, after) => {
  const [value] = changed(expression, before, after) as string[];
  return value !== undefined && [isField ? value.replace(/^\n/, "") : value];
};

const startTag: Kind = ([expression], before, after) => {
  const [source] = changed(expression, before, after);
  return source !== undefined && [START_TAG, source];
};

const attributes: Kind = ([expressions], before, after) => {
  const found = Object.entries(expressions!).flatMap(([name, expression]) => changed(expression as Json, before, after).map((value) => [name, value]));
  return found[0] && [ATTRIBUTES, Object.fromEntries(found)];
};

const branch: Kind = ([expression, arms, known], before, after) => {
  let stood = evaluate(expression, before);
  if (!isScalar(stood)) stood = evaluate(known, before);
  const stands = evaluate(expression, after);
  if (!isScalar(stood) || !isScalar(stands)) return;
  const [source, entries] = (arms as Json[][])[stands as number] ?? ["", []];
  if (stood !== stands) return html(source, after);
  const inside = show(entries as unknown as Entry[], before, after);
  return inside[0] && [INSIDE, inside];
};

const loop: Kind = ([slot, variable, reads, entries, source, all], before, after) => {
  const [old, list] = [before, after].map(({ variables }) => variables[slot as number]);
  if (!(old instanceof List && list instanceof List)) return;
  const { rows } = list;
  if (!old.rows[0] || !rows[0]) return old.rows[0] !== rows[0] && html(rows[0] ? all : "", after);

  const places = old === list ? null : new Map(old.rows.map((row, place) => [row, place]));
  const reread = (reads as number[]).some((read) => before.variables[read] !== after.variables[read]);
  const runs: [start: number, count: number][] = [];
  const fresh: Value[] = [];
  const inside: unknown[] = [];
  let next = NaN;
  rows.forEach((row, index) => {
    const place = places ? (places.get(row) ?? -1) : index;
    if (place === next) runs.at(-1)![1]++;
    else runs.push([place, 1]);
    next = place < 0 ? place : place + 1;
    if (place >= 0 && !reread && fieldsOf(row, before) === fieldsOf(row, after)) return;
    bind(before, variable, row, place);
    bind(after, variable, row, index);
    if (place < 0) return void fresh.push(evaluate(source, after));
    const changes = show(entries as unknown as Entry[], before, after);
    if (changes[0]) inside.push(index, changes);
  });
  const isOrder = runs[1] || runs[0]![0] || rows.length !== old.rows.length;
  if (!isOrder) return inside.length > 0 && [ROWS, ...inside];
  const order: Run[] = runs.map((run) => (run[0] >= 0 && run[1] === 1 ? run[0] : run));
  const texts = fresh[0] === undefined && !inside.length ? [] : [fresh.join("")];
  return fresh.every(isScalar) && [LIST, order, ...texts, ...(inside.length ? [inside] : [])];
};

const KINDS: Record<number, Kind> = { 0: text, [ATTRIBUTES]: attributes, [START_TAG]: startTag, [INSIDE]: branch, [ROWS]: loop };
