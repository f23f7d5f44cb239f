/** Evaluates the expressions of programs and parts as Python would; what it would not do just the same is unknown. */

import type { Json } from "../messages";
import { fieldsOf, isScalar, List, Row, truth, UNKNOWN } from "./values";
import type { Scalar, Scope, Value } from "./values";

export function evaluate(expression: Json = [], scope: Scope): Value {
  if (!Array.isArray(expression)) return expression;
  const head = expression[0];
  if (typeof head === "number") {
    let value = scope.variables[head];
    if (expression.length > 1) value = value instanceof Row ? fieldsOf(value, scope)[expression[1] as number] : UNKNOWN;
    return value === undefined ? UNKNOWN : value;
  }
  if (typeof head !== "string") return expression as unknown as Value;
  const operands = expression.slice(1);
  const special = SPECIAL[head];
  if (special) return special(scope, operands);
  const values = operands.map((operand) => evaluate(operand, scope));
  return values.every(isScalar) ? PLAIN[head]!(...values) : UNKNOWN;
}

/** Those that need not know all of their operands, or are about rows. */
const SPECIAL: Record<string, (scope: Scope, operands: Json[]) => Value> = {
  not(scope, [a]) {
    const is = truth(evaluate(a, scope));
    return is === undefined ? UNKNOWN : !is;
  },
  and(scope, [a, b]) {
    const value = evaluate(a, scope);
    return truth(value) ? evaluate(b, scope) : truth(value) === false ? value : UNKNOWN;
  },
  or(scope, [a, b]) {
    const value = evaluate(a, scope);
    return truth(value) ? value : truth(value) === false ? evaluate(b, scope) : UNKNOWN;
  },
  if(scope, [condition, a, b]) {
    const is = truth(evaluate(condition, scope));
    return is === undefined ? UNKNOWN : evaluate(is ? a : b, scope);
  },
  is(scope, [a, b]) {
    const [one, other] = [evaluate(a, scope), evaluate(b, scope)];
    const isKnown = (value: Value): boolean => isScalar(value) || value instanceof Row;
    return isKnown(one) && isKnown(other) && (isScalar(one) || isScalar(other)) ? one === other : UNKNOWN;
  },
  len(scope, [a]) {
    const value = evaluate(a, scope);
    return value instanceof List ? value.rows.length : typeof value === "string" ? [...value].length : UNKNOWN;
  },
  at(scope, [list, index]) {
    const found = evaluate(list, scope);
    const at = evaluate(index, scope);
    return (found instanceof List && isNumber(at) && found.rows.at(+at)) || UNKNOWN;
  },
  join(scope, [list, variable, each, separator]) {
    const found = evaluate(list, scope);
    if (!(found instanceof List)) return UNKNOWN;
    const texts = found.rows.map((row) => {
      scope.variables[variable as number] = row;
      return evaluate(each, scope);
    });
    return texts.every(isScalar) ? texts.map(text).join(separator as string) : UNKNOWN;
  },
};

/** Those that calculate with values known in full. */
const PLAIN: Record<string, (...operands: Scalar[]) => Value> = {
  "==": (a, b) => number(a) === number(b),
  "<": (a, b) => order(a, b, (x, y) => x < y),
  "<=": (a, b) => order(a, b, (x, y) => x <= y),
  in: (a, b) => (typeof a === "string" && typeof b === "string" ? b.includes(a) : UNKNOWN),
  "+": (a, b) => (typeof a === "string" && typeof b === "string" ? a + b : calculate(a, b, (x, y) => x + y)),
  "-": (a, b) => calculate(a, b, (x, y) => x - y),
  "*": (a, b) => calculate(a, b, (x, y) => x * y),
  "//": (a, b) => calculate(a, b, (x, y) => (x - modulo(x, y)) / y),
  "%": (a, b) => calculate(a, b, modulo),
  cat: (...all) => all.map(text).join(""),
  esc: (a) => text(a).replace(/[&<>"']/g, (char) => ESCAPES[char]!),
  int: (a) => (isNumber(a) ? +a : toInt(a)),
  upper: (a) => letters(a, (it) => it.toUpperCase()),
  lower: (a) => letters(a, (it) => it.toLowerCase()),
  title: (a) => (/['\d\x80-\uffff]/.test(a as string) ? UNKNOWN : letters(a, (it) => it.replace(/[a-z]+/gi, (word) => word[0]!.toUpperCase() + word.slice(1).toLowerCase()))),
  // White space of one language only.
  strip: (a) => (typeof a === "string" && !/[\x1c-\x1f\x85\ufeff]/.test(a) ? a.trim() : UNKNOWN),
};

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };

const isNumber = (value: Value): value is number | boolean => typeof value === "number" || typeof value === "boolean";
const number = (value: Scalar): Scalar => (isNumber(value) ? +value : value);
const safe = (value: number): Value => (Number.isSafeInteger(value) ? value : UNKNOWN);
/** The remainder has the sign of the divisor; by 0 it is no number. */
const modulo = (a: number, b: number): number => ((a % b) + b) % b;

function calculate(a: Scalar | undefined, b: Scalar | undefined, operation: (a: number, b: number) => number): Value {
  return isNumber(a!) && isNumber(b!) ? safe(operation(+a, +b)) : UNKNOWN;
}

/** Texts have the order of their code points, which UTF-16 keeps but for surrogates. */
function order(a: Scalar | undefined, b: Scalar | undefined, isSo: (a: number | string, b: number | string) => boolean): Value {
  if (isNumber(a!) && isNumber(b!)) return isSo(+a, +b);
  return typeof a === "string" && typeof b === "string" && !/[\ud800-\udfff]/.test(a + b) ? isSo(a, b) : UNKNOWN;
}

/** Both languages know the same letters of these alphabets. */
const letters = (a: Scalar | undefined, change: (text: string) => string): Value =>
  typeof a === "string" && /^[\t-\r -~\xa0-\u024f]*$/.test(a) ? change(a) : UNKNOWN;

/** A whole number in ASCII digits. */
export const toInt = (text: Value | undefined): Value => (typeof text === "string" && /^[\t-\r ]*[+-]?[0-9]+[\t-\r ]*$/.test(text) ? safe(+text) : UNKNOWN);

const NAMES = new Map<Scalar, string>([[true, "True"], [false, "False"], [null, "None"]]);
const text = (value: Value): string => NAMES.get(value as Scalar) ?? `${value as Scalar}`;
