/** Evaluates the expressions of programs and parts as Python would; what it would not do just the same is unknown. */

import type { Json } from "../messages";
import { bind, fieldsOf, isNumber, isScalar, isText, List, Row, truth, UNKNOWN } from "./values";
import type { Scalar, Scope, Value } from "./values";

/** A value is an expression, too: itself. */
export type Expression = Json | Value | undefined;

export function evaluate(expression: Expression, scope: Scope): Value {
  if (!Array.isArray(expression)) return expression === undefined ? UNKNOWN : (expression as Value);
  const head = expression[0];
  if (typeof head === "number") {
    const value = scope.variables[head];
    return evaluate(expression.length < 2 ? value : value instanceof Row ? fieldsOf(value, scope)[expression[1] as number] : UNKNOWN, scope);
  }
  if (typeof head !== "string") return expression as unknown as Value;
  const special = SPECIAL[head];
  if (special) return special(scope, expression.slice(1) as Expression[]);
  // A loop: this is what takes the time where a row of thousands is looked up.
  const values: Scalar[] = [];
  for (let i = 1; i < expression.length; i++) {
    const value = evaluate(expression[i] as Expression, scope);
    if (!isScalar(value)) return UNKNOWN;
    values.push(value);
  }
  const result = PLAIN[head]!(...values);
  return result === undefined || (typeof result === "number" && !Number.isSafeInteger(result)) ? UNKNOWN : result;
}

/** What one of two is, by the truth of a value; the other need not be known. */
function either(value: Value, yes: Expression, no: Expression, scope: Scope): Value {
  const is = truth(value);
  return is === undefined ? UNKNOWN : evaluate(is ? yes : no, scope);
}

/** Those that need not know all of their operands, or are about rows. */
const SPECIAL: Record<string, (scope: Scope, operands: readonly Expression[]) => Value> = {
  not: (scope, [a]) => either(evaluate(a, scope), false, true, scope),
  and(scope, [a, b]) {
    const value = evaluate(a, scope);
    return either(value, b, value, scope);
  },
  or(scope, [a, b]) {
    const value = evaluate(a, scope);
    return either(value, value, b, scope);
  },
  if: (scope, [condition, a, b]) => either(evaluate(condition, scope), a, b, scope),
  is(scope, [a, b]) {
    const pair = [evaluate(a, scope), evaluate(b, scope)] as const;
    const isKnown = pair.some(isScalar) && pair.every((each) => isScalar(each) || each instanceof Row);
    return isKnown ? pair[0] === pair[1] : UNKNOWN;
  },
  len(scope, [a]) {
    const value = evaluate(a, scope);
    return value instanceof List ? value.rows.length : isText(value) ? [...value].length : UNKNOWN;
  },
  at(scope, [list, index]) {
    const found = evaluate(list, scope);
    const at = evaluate(index, scope);
    return (found instanceof List && isNumber(at) && found.rows.at(+at)) || UNKNOWN;
  },
  join(scope, [list, variable, each, separator]) {
    const found = evaluate(list, scope);
    if (!(found instanceof List)) return UNKNOWN;
    const texts = found.rows.map((row, index) => {
      bind(scope, variable, row, index);
      return evaluate(each, scope);
    });
    return texts.every(isScalar) ? texts.map(text).join(separator as string) : UNKNOWN;
  },
};

type Plain = (...operands: Scalar[]) => Scalar | undefined;

/** Two numbers, or two texts. */
const both =
  (numbers: ((a: number, b: number) => Scalar) | 0, texts?: (a: string, b: string) => Scalar | undefined): Plain =>
  (a = null, b = null) =>
    isNumber(a) && isNumber(b) ? (numbers ? numbers(+a, +b) : undefined) : isText(a) && isText(b) ? texts?.(a, b) : undefined;

/** Texts have the order of their code points, which UTF-16 keeps but for surrogates. */
const inOrder = (isSo: (a: number | string, b: number | string) => boolean): Plain =>
  both(isSo, (a, b) => (/[\ud800-\udfff]/.test(a + b) ? undefined : isSo(a, b)));

/** Of a text whose letters both languages know alike. */
const lettering =
  (change: (text: string) => string, not?: RegExp): Plain =>
  (a = null) =>
    isText(a) && /^[\t-\r -~\xa0-\u017f]*$/.test(a) && !not?.test(a) ? change(a) : undefined;

/** The remainder has the sign of the divisor; by 0 it is no number. */
function modulo(a: number, b: number): number {
  const rest = a % b;
  return rest && rest < 0 !== b < 0 ? rest + b : rest;
}
const number = (value: Scalar = null): Scalar => (isNumber(value) ? +value : value);

/** Those that calculate with values known in full. What they do not give, or is out of JavaScript's whole numbers, is unknown. */
const PLAIN: Record<string, Plain> = {
  "==": (a, b) => number(a) === number(b),
  "<": inOrder((a, b) => a < b),
  "<=": inOrder((a, b) => a <= b),
  in: both(0, (a, b) => b.includes(a)),
  "+": both(
    (a, b) => a + b,
    (a, b) => a + b,
  ),
  "-": both((a, b) => a - b),
  "*": both((a, b) => a * b),
  "//": both((a, b) => (a - modulo(a, b)) / b),
  "%": both(modulo),
  cat: (...all) => all.map(text).join(""),
  esc: (a) => text(a!).replace(/[&<>"']/g, (char) => ESCAPES[char]!),
  int: toInt,
  upper: lettering((a) => a.toUpperCase()),
  lower: lettering((a) => a.toLowerCase()),
  title: lettering((a) => a.replace(/[a-z]+/gi, (word) => word[0]!.toUpperCase() + word.slice(1).toLowerCase()), /['\d\xa0-\u017f]/),
  capfirst: lettering((a) => a.charAt(0).toUpperCase() + a.slice(1)),
  // White space of one language only.
  strip: (a = null) => (isText(a) && !/[\x1c-\x1f\x85\ufeff]/.test(a) ? a.trim() : undefined),
};

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };

/** A number, or a text of ASCII digits as one. */
export function toInt(value: Scalar = null): number | undefined {
  return isNumber(value) ? +value : isText(value) && /^[\t-\r ]*[+-]?[0-9]+[\t-\r ]*$/.test(value) ? +value : undefined;
}

const NAMES = new Map<Value, string>([
  [true, "True"],
  [false, "False"],
  [null, "None"],
]);
const text = (value: Value): string => NAMES.get(value) ?? `${value as Scalar}`;
