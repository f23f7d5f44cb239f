/** The state of the page that predictions start from: what the server said last, read from the page and from frames. */

import { places } from "../messages";
import type { Json, Run } from "../messages";
import { List, Row, UNKNOWN } from "./values";
import type { Scope, Value } from "./values";

/** A list as it travels: whole (`n` rows in `c` columns), or as a change (`o`rder, `r`ows by index). */
type Travelling = { n?: number; c?: Json[]; o?: Run[]; r?: Json[] };

/** Reads the slots of a page. */
export const readState = (slots: readonly Json[]): Scope => ({ slots: slots.length, variables: slots.map((slot) => read(slot)), changed: new Map() });

/** Takes in what a frame says: `[slot, value, …]`. */
export function update({ variables }: Scope, state: readonly Json[]): void {
  for (let i = 0; i < state.length; i += 2) variables[state[i] as number] = read(state[i + 1]!, variables[state[i] as number]);
}

function read(value: Json, before?: Value): Value {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value as Value;
  const { n, c, o, r = [] } = value as Travelling;
  if (c) {
    const columns = c.map(column);
    return new List(Array.from({ length: n! }, (_, index) => new Row(columns.map((each) => each[index]!))));
  }
  if (!(before instanceof List)) return UNKNOWN;
  const rows = o ? places(o).map((place) => before.rows[place] ?? new Row([])) : before.rows;
  for (let i = 0; i < r.length; i += 2) rows[r[i] as number]!.fields = r[i + 1] as Value[];
  return new List(rows);
}

const BITS: Record<string, Value> = { 0: false, 1: true, f: [false], t: [true] };

/** The values of one field, row by row. */
function column(packed: Json): Value[] {
  if (typeof packed === "string") return [...packed].map((bit) => BITS[bit]!);
  return (packed as Json[]).flatMap((item) => {
    if (!Array.isArray(item) || item.length < 2) return [item as Value];
    const [first, count, step] = item as number[];
    return Array.from({ length: count! }, (_, i): Value => (step ? first! + i * step : first!));
  });
}
