/** Evaluates the expressions of programs and parts as Python would; what it would not do just the same is unknown. */

import type { Json } from "../messages";
import { bind, fieldsOf, isNumber, isScalar, isText, rowsOf, truth, UNKNOWN } from "./values";
import type { Row, Scalar, State, Value } from "./values";

export function evaluate(expression: Json, state: State): Value {
  if (!Array.isArray(expression)) return expression as Value;
  const [head, ...operands] = expression;
  const values = operands.map((operand) => evaluate(operand, state));
  // What has no head, or only a truth, says no more of a value.
  let found: Value | undefined = expression as [];
  if (typeof head === "number") found = operands[0] === undefined ? state[head] : fieldsOf(state[head])?.[operands[0] as number];
  else if (head === "join") {
    const [, variable, each, separator] = operands;
    const texts = rowsOf(values[0])?.map((row, index) => {
      bind(state, variable as number, row, index);
      return evaluate(each!, state);
    });
    found = texts && glue(texts, separator as string);
  } else if (typeof head === "string") found = OPERATORS[head]!(...values);
  return found === undefined || (typeof found === "number" && !Number.isSafeInteger(found)) ? UNKNOWN : found;
}

type Operator = (...operands: (Value | undefined)[]) => Value | undefined;

/** What one of two is, by the truth of a value; the other need not be known. */
function either(value?: Value, yes?: Value, no?: Value): Value | undefined {
  const is = truth(value);
  return is === undefined ? is : is ? yes : no;
}

/** Two numbers, or two texts. */
const both =
  (numbers?: (a: number, b: number) => Scalar, texts?: (a: string, b: string) => Scalar | undefined): Operator =>
  (a, b) =>
    isNumber(a) && isNumber(b) ? numbers?.(+a, +b) : isText(a) && isText(b) ? texts?.(a, b) : undefined;

/** Whether both languages know the letters of a text alike. */
const isPlain = (text: string): boolean => /^[\0-\u017f]*$/.test(text);
const lettering =
  (change: (text: string) => string): Operator =>
  (a) =>
    isText(a) && isPlain(a) ? change(a) : undefined;

const text = (value: Scalar): Scalar => (isText(value) ? value : (NAMES[`${value}`] ?? value));
const NAMES: Record<string, string> = { true: "True", false: "False", null: "None" };
const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
const glue = (values: readonly (Value | undefined)[], separator = ""): string | undefined => (values.every(isScalar) ? values.map(text).join(separator) : undefined);

/** A number, or a text of ASCII digits as one. */
export const toInt = (value: Value | undefined): number | undefined => (isNumber(value) || (isText(value) && /^\s*[+-]?\d+\s*$/.test(value)) ? +value : undefined);

/** What they do not give, or is out of JavaScript's whole numbers, is unknown. */
const OPERATORS: Record<string, Operator> = {
  if: either,
  not: (a) => either(a, false, true),
  and: (a, b) => either(a, b, a),
  or: (a, b) => either(a, a, b),
  // As JavaScript converts, but for texts.
  "==": (a, b) => (isScalar(a) && isScalar(b) ? isText(a) === isText(b) && a == b : undefined),
  "<": both(
    (a, b) => a < b,
    (a, b) => (isPlain(a + b) ? a < b : undefined),
  ),
  in: both(undefined, (a, b) => b.includes(a)),
  "+": both(
    (a, b) => a + b,
    (a, b) => a + b,
  ),
  "*": both((a, b) => a * b),
  "//": both((a, b) => Math.floor(a / b)),
  cat: (...all) => glue(all),
  esc: (...all) => glue(all)?.replace(/[&<>"']/g, (char) => ESCAPES[char]!),
  int: toInt,
  upper: lettering((a) => a.toUpperCase()),
  lower: lettering((a) => a.toLowerCase()),
  strip: (a) => (isText(a) ? a.trim() : undefined),
  len: (a) => (isText(a) ? [...a] : rowsOf(a))?.length,
  at: (list, index) => (isNumber(index) ? rowsOf(list)?.at(+index) : undefined),
  add(list, index, ...fields) {
    const rows = rowsOf(list);
    return rows && isNumber(index) ? { rows: rows.toSpliced(+index, 0, { place: -1, fields: fields as Value[] }) } : undefined;
  },
  del(list, gone) {
    const rows = rowsOf(list);
    return rows?.includes(gone as Row) ? { rows: rows.filter((row) => row !== gone) } : undefined;
  },
};
