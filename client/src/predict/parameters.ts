/** What a handler makes of a parameter that the page gives it: the server's conversions, as far as both sides agree to the letter. */

import type { Json } from "../messages";
import { toInt } from "./expressions";
import { UNKNOWN } from "./values";
import type { Value } from "./values";

export type Parameter = readonly [name: string, kind: string, initial?: Json];

/** The server will refuse it. */
export const MISFIT = undefined;

const TRUE = /^\s*(true|1|on|yes)\s*$/i;
const FALSE = /^\s*(false|0|off|no)\s*$/i;

/** The value of a parameter, `undefined` where none is given; or `MISFIT`. */
export function convert([, kind, initial]: Parameter, given: Json | undefined): Value | typeof MISFIT {
  if (kind === "-" || given === undefined) return initial as Value;
  if (kind === "?") return UNKNOWN;
  if (given === null) return kind === "text" ? "" : initial === null || kind === "any" ? null : MISFIT;
  // Lists, fractions, and what a text cannot hold on both sides alike.
  if (typeof given === "object" || (typeof given === "number" && !Number.isSafeInteger(given)) || /[\0\r]/.test(given as string)) return UNKNOWN;
  if (kind === "any") return given;
  if (kind === "str" || kind === "text") return `${given}`;
  if (typeof given === "string" && !given.trim()) return initial as Value;
  return kind === "int" ? int(given) : bool(given);
}

function int(given: string | number | boolean): Value | typeof MISFIT {
  const value = typeof given === "number" ? given : toInt(given);
  return value === UNKNOWN ? MISFIT : value;
}

const bool = (given: string | number | boolean): boolean | typeof MISFIT => (TRUE.test(`${given}`) ? true : FALSE.test(`${given}`) ? false : MISFIT);
