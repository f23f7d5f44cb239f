/** Runs the program of a handler (docs/internals/wire.md, 9): what the server will have made of the state, as far as it can be known here. */

import type { Json } from "../messages";
import { evaluate } from "./expressions";
import { convert, MISFIT } from "./parameters";
import type { Parameter } from "./parameters";
import { fieldsOf, rowsOf, truth, UNKNOWN } from "./values";
import type { Row, State, Value } from "./values";

export type Program = readonly [parameters: readonly Parameter[], statements: Statements];
type Statements = readonly (readonly [code: string, ...operands: Json[]])[];

/** What becomes of the slots of a state when the handler is given these parameters. */
export function run([parameters, statements]: Program, slots: readonly Value[], given: Readonly<Record<string, Json>>): State {
  const values = parameters.map((parameter) => convert(parameter, Object.hasOwn(given, parameter[0]) ? given[parameter[0]] : undefined));
  const state = [...slots.map(copied), ...(values as Value[])];
  if (!values.includes(MISFIT)) execute(statements, state);
  return state;
}

/** A list whose rows can be changed. */
function copied(value: Value): Value {
  const rows = rowsOf(value);
  return rows ? { rows: rows.map((row) => ({ ...row })) } : value;
}

/** How much a statement ends besides itself: nothing; the innermost `each`; the program. */
type Ending = 0 | 1 | 2 | undefined | void;

function execute(statements: Statements, state: State): Ending {
  for (const [code, ...operands] of statements) {
    const ending = STATEMENTS[code]!(state, operands);
    if (ending) return ending;
  }
}

/** What would have been set behind this end, nobody knows. */
function giveUp(state: State, later: Json = []): Ending {
  for (const variable of later as number[]) state[variable] = UNKNOWN;
  return 2;
}

const STATEMENTS: Record<string, (state: State, operands: Json[]) => Ending> = {
  "="(state, [variable, expression, field]) {
    const value = evaluate(expression!, state);
    const held = state[variable as number];
    if (field === undefined) state[variable as number] = value;
    else if (fieldsOf(held)) (held as Row).fields = fieldsOf(held)!.with(field as number, value);
    else return 2;
  },
  if(state, [condition, then = [], otherwise = [], later]) {
    const is = truth(evaluate(condition!, state));
    return is === undefined ? giveUp(state, later) : execute((is ? then : otherwise) as unknown as Statements, state);
  },
  each(state, [list, variable, statements, later]) {
    const rows = rowsOf(evaluate(list!, state));
    if (!rows) return giveUp(state, later);
    for (const row of rows) {
      state[variable as number] = row;
      const ending = execute(statements as unknown as Statements, state);
      if (ending) return (ending - 1) as Ending;
    }
  },
  break: () => 1,
};
