/** What a handler makes of a parameter that the page gives it: the server's conversions, as far as both sides agree to the letter. */

import type { Json } from "../messages";
import { toInt } from "./expressions";
import { isText, UNKNOWN } from "./values";
import type { Value } from "./values";

export type Parameter = readonly [name: string, kind: string, initial?: Json];

/** The server will refuse it. */
export const MISFIT = undefined;

/** The value of a parameter, `undefined` where none is given; or `MISFIT`. */
export function convert([, kind, initial]: Parameter, given: Json | undefined): Value | typeof MISFIT {
  if (kind === "-" || given === undefined) return initial as Value;
  if (kind === "?") return UNKNOWN;
  if (given === null) return kind === "text" ? "" : initial === null || kind === "any" ? null : MISFIT;
  // Lists, fractions, and texts that do not arrive as they are.
  if (typeof given === "object" || (typeof given === "number" && !Number.isSafeInteger(given)) || /[\0\r]/.test(given as string)) return UNKNOWN;
  if (kind === "any") return given;
  if (kind === "str" || kind === "text") return `${given}`;
  if (isText(given) && !given.trim()) return initial as Value;
  if (kind === "int") {
    const value = given === !!given ? NaN : toInt(given)!;
    return Number.isSafeInteger(value) ? value : MISFIT;
  }
  const [is, yes] = /^\s*(?:(true|1|on|yes)|false|0|off|no)\s*$/i.exec(`${given}`) ?? [];
  return is ? !!yes : MISFIT;
}
