/** Runs the program of a handler (docs/internals/wire.md, 9): what the server will have made of the state, as far as it can be known here. */

import type { Json } from "../messages";
import { evaluate } from "./expressions";
import { convert } from "./parameters";
import type { Parameter } from "./parameters";
import { fieldsOf, rowsOf, truth, UNKNOWN } from "./values";
import type { Row, State, Value } from "./values";

export type Program = readonly [parameters: readonly Parameter[], statements: Statements];
type Statements = readonly (readonly [code: string, ...operands: Json[]])[];

/** What becomes of the slots of a state when the handler is given these parameters. */
export function run([parameters, statements]: Program, slots: readonly Value[], given: Readonly<Record<string, Json>>): State {
  const values = parameters.map(([name, kind, initial]) => (Object.hasOwn(given, name) ? convert(given[name]!, kind, initial as Value) : (initial as Value)));
  const state = [...slots.map(copied), ...(values as Value[])];
  if (!values.includes(undefined)) execute(statements, state);
  return state;
}

/** A list whose rows can be changed. */
function copied(value: Value): Value {
  const rows = rowsOf(value);
  return rows ? { rows: rows.map((row) => ({ ...row })) } : value;
}

/** How much a statement ends besides itself: nothing; the innermost `each`; the program. `undefined`: nobody knows what comes next. */
type Ending = 0 | 1 | 2 | undefined;

function execute(statements: Statements, state: State): Ending {
  for (const [code, expression, first, second, later = []] of statements) {
    const ending = STATEMENTS[code]!(evaluate(expression!, state), state, first!, second);
    // What would have been set behind this end, nobody knows.
    if (ending === undefined) for (const variable of later as number[]) state[variable] = UNKNOWN;
    if (ending !== 0) return ending ?? 2;
  }
  return 0;
}

const STATEMENTS: Record<string, (value: Value, state: State, first: Json, second?: Json) => Ending> = {
  "="(value, state, variable, field) {
    const row = state[variable as number] as Row;
    if (field === undefined) state[variable as number] = value;
    else if (fieldsOf(row)) row.fields = row.fields.with(field as number, value);
    else return;
    return 0;
  },
  if(value, state, then = [], otherwise = []) {
    const is = truth(value);
    return is === undefined ? is : execute((is ? then : otherwise) as unknown as Statements, state);
  },
  each(value, state, variable, statements) {
    const rows = rowsOf(value);
    for (const row of rows ?? []) {
      state[variable as number] = row;
      const ending = execute(statements as unknown as Statements, state);
      if (ending) return (ending - 1) as Ending;
    }
    return rows && 0;
  },
  break: () => 1,
};
