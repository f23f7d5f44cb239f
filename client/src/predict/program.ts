/** Runs the program of a handler (docs/internals/wire.md, 9): what the server will have made of the state, as far as it can be known here. */

import type { Json } from "../messages";
import { evaluate } from "./expressions";
import { convert, MISFIT } from "./parameters";
import type { Parameter } from "./parameters";
import { fieldsOf, List, Row, truth, UNKNOWN } from "./values";
import type { Scope, Value } from "./values";

export type Program = readonly [parameters: readonly Parameter[], statements: Statements];
type Statements = readonly (readonly [code: string, ...operands: Json[]])[];

/** What ends more than the statement at hand: the program, or the innermost `each`. */
const END = 1;
const BREAK = 2;
type Ending = typeof END | typeof BREAK | undefined;

interface Running extends Scope {
  readonly changed: Map<Row, readonly Value[]>;
}

/** What becomes of the state when the handler is given these parameters. */
export function run([parameters, statements]: Program, before: Scope, given: Readonly<Record<string, Json>>): Scope {
  const values = parameters.map((parameter) => convert(parameter, Object.hasOwn(given, parameter[0]) ? given[parameter[0]] : undefined));
  const { slots, variables, changed } = before;
  const scope: Running = { slots, variables: [...variables.slice(0, slots), ...(values as Value[])], changed: new Map(changed) };
  if (!values.includes(MISFIT)) execute(statements, scope);
  return scope;
}

function execute(statements: Statements, scope: Running): Ending {
  for (const [code, ...operands] of statements) {
    const ending = STATEMENTS[code]!(scope, operands);
    if (ending) return ending;
  }
}

const STATEMENTS: Record<string, (scope: Running, operands: Json[]) => Ending> = {
  "="(scope, [variable, expression, field]) {
    const value = evaluate(expression, scope);
    if (field === undefined) return set(scope, variable, value);
    const row = get(scope, variable);
    if (!(row instanceof Row)) return END;
    const fields = [...fieldsOf(row, scope)];
    fields[field as number] = value;
    scope.changed.set(row, fields);
  },
  if(scope, [condition, then, otherwise]) {
    const is = truth(evaluate(condition, scope));
    return is === undefined ? END : execute(((is ? then : otherwise) ?? []) as unknown as Statements, scope);
  },
  each(scope, [list, variable, statements]) {
    const found = evaluate(list, scope);
    if (!(found instanceof List)) return END;
    for (const row of found.rows) {
      set(scope, variable, row);
      const ending = execute(statements as unknown as Statements, scope);
      if (ending) return ending === BREAK ? undefined : ending;
    }
  },
  break: () => BREAK,
  end: () => END,
  del(scope, [slot, expression]) {
    const list = get(scope, slot);
    if (!(list instanceof List)) return;
    const which = evaluate(expression, scope);
    const row = which instanceof Row ? which : typeof which === "number" ? list.rows.at(which) : undefined;
    if (!row || !list.rows.includes(row)) return END;
    set(scope, slot, new List(list.rows.filter((each) => each !== row)));
  },
  add(scope, [slot, index, fields]) {
    const list = get(scope, slot);
    if (!(list instanceof List)) return undefined;
    const at = index === null ? list.rows.length : evaluate(index, scope);
    const row = new Row((fields as Json[]).map((field) => evaluate(field, scope)));
    return set(scope, slot, typeof at === "number" ? new List(list.rows.toSpliced(at, 0, row)) : UNKNOWN);
  },
};

const get = ({ variables }: Running, variable: Json | undefined): Value | undefined => variables[variable as number];
const set = ({ variables }: Running, variable: Json | undefined, value: Value): undefined => void (variables[variable as number] = value);
