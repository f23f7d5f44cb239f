/** The state of the page that predictions start from: what the server said last, read from the page and from frames. */

import { places } from "../messages";
import type { Json, Run } from "../messages";
import { rowsOf } from "./values";
import type { State, Value } from "./values";

/** A list as it travels: whole, in `c`olumns, or as a change (`o`rder, `r`ows by index). */
type Travelling = { c?: Column[]; o?: Run[]; r?: Json[] };
/** The values of one field, row by row: numbers in runs, or which ones they are of some values. */
type Column = [order: string | Run[], values?: Value[]];

/** Reads the slots of a page. */
export const readState = (slots: readonly Json[]): State => slots.map((slot) => read(slot));

/** Takes in what a frame says: `[slot, value, …]`. */
export function update(state: State, said: readonly Json[]): void {
  for (let i = 0; i < said.length; i += 2) state[said[i] as number] = read(said[i + 1]!, state[said[i] as number]);
}

function read(value: Json, before?: Value): Value {
  const { c, o, r } = Object(value) as Travelling;
  if (c) {
    const columns = c.map(column);
    return { rows: columns[0]!.map((_, place) => ({ place, fields: columns.map((each) => each[place]!) })) };
  }
  if (!o && !r) return value as Value;
  const old = rowsOf(before)!;
  const rows = (o ? places(o).map((place) => old[place]) : old).map((row, place) => ({ place, fields: row?.fields ?? [] }));
  for (let i = 0; r && i < r.length; i += 2) rows[r[i] as number]!.fields = r[i + 1] as Value[];
  return { rows };
}

const column = ([order, values]: Column): Value[] =>
  places([...order] as Run[]).map((place) => (values ? values[place]! : place));
