/** Runs the program of a handler (docs/internals/wire.md, 9): what the server will have made of the state, as far as it can be known here. */

import type { Json } from "../messages";
import { evaluate } from "./expressions";
import { convert, MISFIT } from "./parameters";
import type { Parameter } from "./parameters";
import { fieldsOf, isNumber, List, Row, truth, UNKNOWN } from "./values";
import type { Scope, Value } from "./values";

export type Program = readonly [parameters: readonly Parameter[], statements: Statements];
type Statements = readonly (readonly [code: string, ...operands: Json[]])[];

/** What ends more than the statement at hand: the innermost `each`, or the program. */
const BREAK = 1;
const END = 2;
type Ending = typeof BREAK | typeof END | undefined | void;

interface Running extends Scope {
  readonly changed: Map<Row, readonly Value[]>;
}

/** What becomes of the state when the handler is given these parameters. */
export function run([parameters, statements]: Program, { slots, variables, changed }: Scope, given: Readonly<Record<string, Json>>): Scope {
  const values = parameters.map((parameter) => convert(parameter, Object.hasOwn(given, parameter[0]) ? given[parameter[0]] : undefined));
  const scope: Running = { slots, variables: [...variables.slice(0, slots), ...(values as Value[])], changed: new Map(changed) };
  if (!values.includes(MISFIT)) execute(statements, scope);
  return scope;
}

function execute(statements: Statements, scope: Running): Ending {
  for (const statement of statements) {
    const ending = STATEMENTS[statement[0]]!(scope, statement[1] as number, statement.slice(2) as Json[]);
    if (ending) return ending;
  }
}

/** What would have been set behind this end, nobody knows. */
function giveUp({ variables }: Running, later: Json = []): Ending {
  for (const variable of later as number[]) variables[variable] = UNKNOWN;
  return END;
}

/** The first operand is, but for `if`, a variable's number. */
const STATEMENTS: Record<string, (scope: Running, variable: number, operands: Json[]) => Ending> = {
  "="(scope, variable, [expression, field]) {
    const { variables, changed } = scope;
    const value = evaluate(expression, scope);
    if (field === undefined) return void (variables[variable] = value);
    const row = variables[variable];
    if (!(row instanceof Row)) return END;
    const fields = [...fieldsOf(row, scope)];
    fields[field as number] = value;
    changed.set(row, fields);
  },
  if(scope, condition, [then, otherwise = [], later]) {
    const is = truth(evaluate(condition, scope));
    if (is !== undefined) return execute((is ? then : otherwise) as unknown as Statements, scope);
    return giveUp(scope, later);
  },
  each(scope, list, [variable, statements, later]) {
    const found = evaluate(list, scope);
    if (!(found instanceof List)) return giveUp(scope, later);
    for (const row of found.rows) {
      scope.variables[variable as number] = row;
      const ending = execute(statements as unknown as Statements, scope);
      if (ending) return ending === BREAK ? undefined : END;
    }
  },
  break: () => BREAK,
  end: () => END,
  del(scope, slot, [expression]) {
    const list = scope.variables[slot];
    if (!(list instanceof List)) return;
    const { rows } = list;
    const which = evaluate(expression, scope);
    const gone = isNumber(which) ? rows.at(+which) : which;
    const left = rows.filter((row) => row !== gone);
    if (left.length === rows.length) return END;
    scope.variables[slot] = new List(left);
  },
  add(scope, slot, [index, fields]) {
    const list = scope.variables[slot];
    if (!(list instanceof List)) return;
    const at = index === null ? list.rows.length : evaluate(index, scope);
    const row = new Row((fields as Json[]).map((field) => evaluate(field, scope)));
    scope.variables[slot] = isNumber(at) ? new List(list.rows.toSpliced(+at, 0, row)) : UNKNOWN;
  },
};
