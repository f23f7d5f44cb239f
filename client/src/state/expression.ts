/**
 * The language of bindings: `tab == 'home' and not (n > 3)`. Paths, texts, numbers, `true`, `false`, `null`; `==` and its kin, of values as they print;
 * `and`, `or`, `not`, or their signs; brackets. An expression becomes functions that were written here: nothing is evaluated as code.
 */

/** Gives the value of a name. */
export type Lookup = (name: string) => unknown;
export type Expression = (get: Lookup) => unknown;

/** A text, a number, a path, a sign, or the end. */
const TOKEN = /\s*(?:(['"])((?:\\[^]|(?!\1)[^\\])*)\1|(-?\d+(?:\.\d+)?)|([\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}\p{N}_$]+)*)|([=!<>]=|&&|\|\||[<>!(),])|$)/uy;
const CLASSES = /\s*(?:(['"])(.*?)\1|([^\s:'"]+))\s*:/y;
const SIGNS = new Map([
  ["and", "&&"],
  ["or", "||"],
  ["not", "!"],
]);
const CONSTANTS = new Map<string, unknown>([
  ["true", true],
  ["false", false],
  ["null", null],
  ["none", null],
]);

/** What a value looks like on the page. */
export const print = (value: unknown): string => (typeof value === "object" && value ? JSON.stringify(value) : `${value ?? ""}`);
/** As in a template, what is empty is false. */
export const holds = (value: unknown): boolean => !!value && (typeof value !== "object" || Object.keys(value).length > 0);

const COMPARISONS: Record<string, (a: never, b: never) => boolean> = {
  "==": (a, b) => print(a) === print(b),
  "!=": (a, b) => print(a) !== print(b),
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

/** Own properties only: no text leads to what every object inherits. */
const step = (value: unknown, name: string): unknown => (value != null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined);

interface Reader {
  /** Reads names of classes, up to their colon. */
  classes(): string;
  /** Reads an expression, up to the end or to a comma. */
  expression(): Expression;
  isOver(): boolean;
}

function read(source: string): Reader {
  let at = 0;
  let token: (string | undefined)[];
  /** The token, where it is a sign; else `value` or `end`. */
  let sign: string;

  function fail(): never {
    throw new SyntaxError(source);
  }
  function match(pattern: RegExp): (string | undefined)[] {
    pattern.lastIndex = at;
    const found = pattern.exec(source) ?? fail();
    at = pattern.lastIndex;
    return found;
  }
  function next(): void {
    token = match(TOKEN);
    sign = SIGNS.get(token[4]!) ?? token[5] ?? (token[0]!.trim() ? "value" : "end");
  }
  const take = (wanted: string): boolean => sign === wanted && (next(), true);

  function chain(mark: string, inner: () => Expression): Expression {
    let left = inner();
    while (take(mark)) {
      const [a, b] = [left, inner()];
      left = (get) => (holds(a(get)) === (mark === "||") ? a(get) : b(get));
    }
    return left;
  }
  const either = (): Expression => chain("||", () => chain("&&", negated));

  function negated(): Expression {
    if (!take("!")) return compared();
    const inner = negated();
    return (get) => !holds(inner(get));
  }
  function compared(): Expression {
    const left = value();
    const compare = COMPARISONS[sign];
    if (!compare) return left;
    next();
    const right = value();
    return (get) => compare(left(get) as never, right(get) as never);
  }
  function value(): Expression {
    if (take("(")) {
      const inner = either();
      return take(")") ? inner : fail();
    }
    const [, quote, text, digits, word] = token;
    if (!take("value")) fail();
    if (quote) return () => text!.replace(/\\([^])/g, "$1");
    if (digits) return () => +digits;
    const constant = word!.toLowerCase();
    if (CONSTANTS.has(constant)) return () => CONSTANTS.get(constant);
    const [name, ...path] = word!.split(".");
    return (get) => path.reduce(step, get(name!));
  }

  return {
    classes() {
      const [, , quoted, bare] = match(CLASSES);
      return quoted ?? bare!;
    },
    expression() {
      next();
      const found = either();
      return sign === "," || sign === "end" ? found : fail();
    },
    isOver: () => sign === "end",
  };
}

/** Reads an expression. */
export function parseExpression(source: string): Expression {
  const reader = read(source);
  const found = reader.expression();
  if (!reader.isOver()) throw new SyntaxError(source);
  return found;
}

/** Reads `active: tab == 'x', 'wide tall': n > 3`: classes, each with the condition under which an element has them. */
export function parseClasses(source: string): (readonly [names: string, condition: Expression])[] {
  const reader = read(source);
  const found: (readonly [string, Expression])[] = [];
  do found.push([reader.classes(), reader.expression()]);
  while (!reader.isOver());
  return found;
}
