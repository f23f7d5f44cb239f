/** Draws what a prediction made of the state: operations on the parts of the page that say something else now (docs/internals/wire.md, 9). */

import { ATTRIBUTES, INSIDE, LIST, REPLACE, ROWS, START_TAG } from "../messages";
import type { Json, Op, Run } from "../messages";
import { evaluate } from "./expressions";
import { fieldsOf, isScalar, List } from "./values";
import type { Row, Scope, Value } from "./values";

/** An entry for one part: its number, what is dynamic in it, and expressions. */
export type Entry = readonly [part: number, what: number, ...expressions: Json[]];

/** The operations that lead from one state to another; none on a part that cannot be known. */
export function show(entries: readonly Entry[], before: Scope, after: Scope): Op[] {
  return entries.flatMap(([part, what, ...rest]) => {
    const change = KINDS[what]!(rest, before, after);
    return change ? ([[part, ...change]] as unknown as Op[]) : [];
  });
}

/** What is to be done to the part, without its number. */
type Kind = (rest: readonly Json[], before: Scope, after: Scope) => readonly unknown[] | undefined | false;

/** The value after, if it is known and another one than before. */
function changed(expression: Json | undefined, before: Scope, after: Scope): Value | undefined {
  const value = evaluate(expression, after);
  return isScalar(value) && value !== evaluate(expression, before) ? value : undefined;
}

/** HTML, if it is known. */
function html(expression: Json | undefined, scope: Scope): readonly unknown[] | undefined {
  const value = evaluate(expression, scope);
  return isScalar(value) ? [REPLACE, value] : undefined;
}

const text: Kind = ([expression, isField], before, after) => {
  const value = changed(expression, before, after);
  return value !== undefined && [isField ? (value as string).replace(/^\n/, "") : value];
};

const attributes: Kind = ([expressions], before, after) => {
  const found = Object.entries(expressions as Record<string, Json>).flatMap(([name, expression]) => {
    const value = changed(expression, before, after);
    return value === undefined ? [] : [[name, value]];
  });
  return found[0] && [ATTRIBUTES, Object.fromEntries(found)];
};

const startTag: Kind = ([expression], before, after) => {
  const value = changed(expression, before, after);
  return value !== undefined && [START_TAG, value];
};

const branch: Kind = ([expression, arms, known], before, after) => {
  let stood = evaluate(expression, before);
  if (!isScalar(stood)) stood = evaluate(known, before);
  const stands = evaluate(expression, after);
  if (!isScalar(stood) || !isScalar(stands)) return;
  const [source, entries] = (arms as Json[][])[stands as number] ?? [""];
  if (stood !== stands) return html(source, after);
  const inside = show((entries ?? []) as unknown as Entry[], before, after);
  return inside[0] && [INSIDE, inside];
};

const loop: Kind = ([slot, variable, reads, entries, source, all], before, after) => {
  const [old, list] = [before, after].map(({ variables }) => variables[slot as number]);
  if (!(old instanceof List && list instanceof List)) return;
  const [rows, next] = [old.rows, list.rows];
  if (!rows[0] || !next[0]) return rows[0] === next[0] ? undefined : html(next[0] ? all : "", after);

  const isKnown = new Set(old === list ? [] : rows);
  const reread = (reads as number[]).some((read) => before.variables[read] !== after.variables[read]);
  const fresh: Value[] = [];
  const inside: unknown[] = [];
  next.forEach((row, index) => {
    const isFresh = old !== list && !isKnown.has(row);
    if (!isFresh && !reread && fieldsOf(row, before) === fieldsOf(row, after)) return;
    for (const { variables } of [before, after]) variables[variable as number] = row;
    if (isFresh) fresh.push(evaluate(source, after));
    else {
      const changes = show(entries as unknown as Entry[], before, after);
      if (changes[0]) inside.push(index, changes);
    }
  });
  if (old === list || (rows.length === next.length && rows.every((row, index) => row === next[index]))) return inside[0] !== undefined && [ROWS, ...inside];
  const order = orderOf(rows, next);
  return fresh.every(isScalar) && [LIST, order, ...(inside[0] !== undefined ? [fresh.join(""), inside] : fresh[0] !== undefined ? [fresh.join("")] : [])];
};

/** The new order of rows, as it travels. */
function orderOf(rows: readonly Row[], next: readonly Row[]): Run[] {
  const places = new Map(rows.map((row, index) => [row, index]));
  const runs: [start: number, count: number][] = [];
  for (const row of next) {
    const place = places.get(row) ?? -1;
    const run = runs.at(-1);
    if (run && (place < 0 ? run[0] < 0 : run[0] >= 0 && run[0] + run[1] === place)) run[1]++;
    else runs.push([place, 1]);
  }
  return runs.map(([start, count]) => (start >= 0 && count === 1 ? start : [start, count]));
}

const KINDS: Record<number, Kind> = { 0: text, [ATTRIBUTES]: attributes, [START_TAG]: startTag, [INSIDE]: branch, [ROWS]: loop };
