/** The language of an event attribute: `save`, `pick(1, 'a', true, null)`. */

import { PageError } from "../errors";
import type { Json } from "../messages";

export interface Call {
  readonly handler: string;
  readonly args: readonly Json[];
}

const CALL = /^\s*([\p{L}_][\p{L}\p{N}_]*)\s*(?:\(([^]*)\)\s*)?$/u;
const LITERAL = /\s*(?:'((?:[^'\\]|\\[^])*)'|"((?:[^"\\]|\\[^])*)"|(-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)|(true|false|null|none))\s*(,|$)/iy;
// Templates print Python's words as often as JSON's.
const WORDS: Record<string, Json> = { true: true, false: false, null: null, none: null };

/** A number as it can travel: past 2^53 JavaScript would round it, so it goes as its digits. */
export function toNumber(digits: string): number | string {
  const number = Number(digits);
  return /^-?\d+$/.test(digits) && !Number.isSafeInteger(number) ? digits : number;
}

/** Reads the value of an event attribute. */
export function parseCall(source: string): Call {
  const [, handler, list] = CALL.exec(source) ?? [];
  if (!handler) throw malformed(source);
  const args: Json[] = [];
  LITERAL.lastIndex = 0;
  for (let more = !!list?.trim(); more; ) {
    const [, single, double, digits, word, comma] = LITERAL.exec(list!) ?? [];
    const text = single ?? double;
    if (text !== undefined) args.push(text.replace(/\\([^])/g, (_, char: string) => (char === "n" ? "\n" : char === "t" ? "\t" : char)));
    else if (digits) args.push(toNumber(digits));
    else if (word) args.push(WORDS[word.toLowerCase()]!);
    else throw malformed(source);
    more = !!comma;
  }
  return { handler, args };
}

function malformed(source: string): PageError {
  return new PageError(
    "attribute.invalid",
    "This part of the page is not set up correctly.",
    `Expected a handler's name, or a call with plain values such as pick(1, 'a', true, null); got ${JSON.stringify(source)}.`,
  );
}
