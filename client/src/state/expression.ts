/**
 * The language of bindings: `tab == 'home' and not (n > 3)`. Paths, texts, numbers, `true`, `false`, `null`; comparisons, of values as they print;
 * `and`, `or`, `not`, or their signs; brackets. An expression becomes functions that were written here: nothing is evaluated as code.
 */

import { PageError } from "../errors";
import type { Json } from "../messages";

export type Expression = (get: (name: string) => unknown) => unknown;

/** A literal, a path, a sign, or the end. */
const TOKEN =
  /\s*(?:(['"])((?:\\[^]|(?!\1)[^\\])*)\1|(-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)|((?:true|false|null|none)(?![\p{L}\p{N}_.]))|([\p{L}_][\p{L}\p{N}_.]*)|([=!<>]=|&&|\|\||[<>!()])|$)/iuy;

const ESCAPES: Record<string, string> = { n: "\n", t: "\t" };

/** What a literal means, by the groups of its pattern. */
const literal = ([, quote, text, digits, word]: readonly (string | undefined)[]): Json =>
  // Templates print Python's words as often as JSON's.
  quote ? text!.replace(/\\([^])/g, (_, char: string) => ESCAPES[char] ?? char) : digits ? +digits : (JSON.parse(word!.toLowerCase().replace("none", "null")) as Json);

/** What a value looks like on the page. */
export const print = (value: unknown): string => (typeof value === "object" && value ? JSON.stringify(value) : `${value ?? ""}`);
/** As in a template, what is empty is false; so is what only prints as if it were. */
export const holds = (value: unknown): boolean => !/^(0|false|\[\]|{}|)$/.test(print(value));

type Operator = readonly [level: number, work: (a: never, b: never) => unknown];
const or: Operator = [1, (a, b) => (holds(a) ? a : b)];
const and: Operator = [2, (a, b) => (holds(a) ? b : a)];
const NOT = 3;
/** Those of a higher level bind closer. */
const OPERATORS: Record<string, Operator> = {
  // No name that objects have is one of these.
  __proto__: null as never,
  or,
  and,
  "||": or,
  "&&": and,
  "==": [4, (a, b) => print(a) === print(b)],
  "!=": [4, (a, b) => print(a) !== print(b)],
  "<": [4, (a, b) => a < b],
  "<=": [4, (a, b) => a <= b],
  ">": [4, (a, b) => a > b],
  ">=": [4, (a, b) => a >= b],
};

/** Own properties only: no text leads to what every object inherits. */
const step = (value: unknown, name: string): unknown => (value != null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined);

/** Reads an expression. */
export function parseExpression(source: string): Expression {
  let token: (string | undefined)[];
  /** A sign or a word that the token is; nothing for a literal and at the end. */
  let sign: string;
  TOKEN.lastIndex = 0;

  function fail(): never {
    throw new PageError("attribute.invalid", source);
  }
  function next(): void {
    token = TOKEN.exec(source) ?? fail();
    sign = token[6] ?? token[5] ?? "";
  }
  /** Reads what binds closer than this. */
  function read(level: number): Expression {
    let left = value();
    for (;;) {
      const [closer, work] = OPERATORS[sign] ?? [0];
      if (closer <= level) return left;
      const a = left;
      next();
      const b = read(closer);
      left = (get) => work!(a(get) as never, b(get) as never);
    }
  }
  function value(): Expression {
    const [[is, , , , , path], word] = [token, sign];
    if (!is!.trim() || OPERATORS[word] || word === ")") fail();
    const constant = word ? undefined : literal(token);
    next();
    if (word === "!" || word === "not") {
      const inner = read(NOT);
      return (get) => !holds(inner(get));
    }
    if (word === "(") {
      const inner = read(0);
      if (sign !== ")") fail();
      next();
      return inner;
    }
    if (!path) return () => constant;
    const [name, ...steps] = path.split(".");
    return (get) => steps.reduce(step, get(name!));
  }

  next();
  const found = read(0);
  return token![0]!.trim() ? fail() : found;
}

/** Reads `active: tab == 'x', 'md:wide': n > 3`: classes, each with the condition under which an element has them. */
export function parseClasses(source: string): (readonly [names: string, condition: Expression])[] {
  const found: (readonly [string, Expression])[] = [];
  const rest = source.replace(/\s*(?:'(.*?)'|([^:,'"]+)):((?:'[^']*'|"[^"]*"|[^,'"])+)(,(?!\s*$)|$)/gy, (_, quoted, bare, condition) => {
    found.push([quoted ?? bare, parseExpression(condition)]);
    return "";
  });
  if (rest || !source) throw new PageError("attribute.invalid", source);
  return found;
}
