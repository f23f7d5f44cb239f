/** The language of an event attribute: `save`, `pick(1, 'a', true, null)`. */

import { PageError } from "../errors";
import type { Json } from "../messages";

export interface Call {
  readonly handler: string;
  readonly args: readonly Json[];
}

const CALL = /^\s*([\p{L}_][\p{L}\p{N}_]*)\s*(\(([^]*)\)\s*)?$/u;
const LITERAL = /\s*(?:(['"])((?:\\[^]|(?!\1)[^\\])*)\1|(-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)|(true|false|null|none))\s*(,|$)/iy;
const ESCAPES: Record<string, string> = { n: "\n", t: "\t" };

/** A number as it can travel: past 2^53 JavaScript would round it, so it goes as its digits. */
export function toNumber(digits: string): number | string {
  const number = +digits;
  return /\D/.test(digits.slice(1)) || Number.isSafeInteger(number) ? number : digits;
}

/** What a literal means, by the groups of its pattern. */
export const literal = ([, quote, text, digits, word]: readonly (string | undefined)[]): Json =>
  // Templates print Python's words as often as JSON's.
  quote ? text!.replace(/\\([^])/g, (_, char: string) => ESCAPES[char] ?? char) : digits ? toNumber(digits) : (JSON.parse(word!.toLowerCase().replace("none", "null")) as Json);

/** Reads the value of an event attribute. */
export function parseCall(source: string): Call {
  const [, handler, , list = ""] = CALL.exec(source) ?? [];
  const args: Json[] = [];
  LITERAL.lastIndex = 0;
  for (let more = list.trim() as string | undefined; more; ) {
    const found = LITERAL.exec(list);
    if (!found) throw malformed(source);
    args.push(literal(found));
    more = found[5];
  }
  if (!handler) throw malformed(source);
  return { handler, args };
}

const malformed = (source: string): PageError => new PageError("attribute.invalid", source);
