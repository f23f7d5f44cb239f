/**
 * The language of bindings: `tab == 'home' and not (n > 3)`. Paths, texts, numbers, `true`, `false`, `null`; comparisons, of values as they print;
 * `and`, `or`, `not`, or their signs; brackets. An expression becomes functions that were written here: nothing is evaluated as code.
 */

export type Expression = (get: (name: string) => unknown) => unknown;

/** A text, a word (path, constant, operator), a number, a sign; anything else is a mistake. */
const TOKEN = /(['"])(?:\\[^]|(?!\1)[^\\])*\1|[\p{L}_][\p{L}\p{N}_.]*|-?[\d.]+(?:e[-+]?\d+)?|[=!<>]=|&&|\|\||\S/giu;

/** What a value looks like on the page. */
export const print = (value: unknown): string => (typeof value === "object" && value ? JSON.stringify(value) : `${value ?? ""}`);
/** As in a template, what is empty is false; so is what only prints as if it were. */
export const holds = (value: unknown): boolean => !/^(0|false|\[\]|{}|)$/.test(print(value));

type Work = (a: never, b: never) => unknown;
const or: Work = (a, b) => (holds(a) ? a : b);
const and: Work = (a, b) => (holds(a) ? b : a);
/** What stands between two operands; the later ones bind closer. */
const LEVELS: readonly Record<string, Work>[] = [
  { or, "||": or },
  { and, "&&": and },
  {
    "==": (a, b) => print(a) === print(b),
    "!=": (a, b) => print(a) !== print(b),
    "<": (a, b) => a < b,
    "<=": (a, b) => a <= b,
    ">": (a, b) => a > b,
    ">=": (a, b) => a >= b,
  },
];

/** Own properties only: no text leads to what every object inherits. */
const step = (value: unknown, name: string): unknown => (Object.hasOwn(Object(value), name) ? (value as Record<string, unknown>)[name] : undefined);

/** Reads an expression; throws where it is none. */
export function parseExpression(source: string): Expression {
  const tokens = source.match(TOKEN)!;
  let at = 0;

  function read(level: number): Expression {
    const signs = LEVELS[level];
    let all = signs ? read(level + 1) : value();
    while (signs && Object.hasOwn(signs, tokens[at]!)) {
      const left = all;
      const work = signs[tokens[at++]!]!;
      const right = read(level + 1);
      all = (get) => work(left(get) as never, right(get) as never);
    }
    return all;
  }
  function value(): Expression {
    const token = tokens[at++]!;
    if (/^(!|not)$/.test(token)) {
      const inner = read(2);
      return (get) => !holds(inner(get));
    }
    if (token === "(") {
      const inner = read(0);
      if (tokens[at++] !== ")") throw source;
      return inner;
    }
    const [name, ...steps] = token.split(".");
    if (/^(?!(true|false|none|null|and|or)$)[\p{L}_]/iu.test(token)) return (get) => steps.reduce(step, get(name!));
    const constant: unknown = /^['"]/.test(token) ? token.slice(1, -1).replace(/\\([^])/g, "$1") : JSON.parse(token.toLowerCase().replace("none", "null"));
    return () => constant;
  }

  const all = read(0);
  if (tokens[at]) throw source;
  return all;
}

/** Reads `active: tab == 'x', 'md:wide': n > 3`: classes, each with the condition under which an element has them. */
export const parseClasses = (source: string): (readonly [names: string, condition: Expression])[] =>
  source.split(/,(?=(?:[^'"]|'[^']*'|"[^"]*")*$)/).map((each) => {
    const [, quoted, bare, condition] = /^\s*(?:'(.*?)'|([^:'"]+)):([^]*)$/.exec(each)!;
    return [(quoted ?? bare)!, parseExpression(condition!)];
  });
