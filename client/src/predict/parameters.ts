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
  if (given === undefined) return initial as Value;
  // Lists, fractions, and texts that do not arrive as they are.
  if (kind === "?" || typeof given === "object" || (typeof given === "number" && !Number.isSafeInteger(given)) || /[\0\r\x1c-\x1f\x85\ufeff]/.test(given as string)) return UNKNOWN;
  if (kind === "any") return given;
  if (kind === "str") return `${given}`;
  if (isText(given) && !given.trim()) return initial as Value;
  if (kind === "int") return toInt(given);
  const [is, yes] = /^\s*(?:(true|1|on|yes)|false|0|off|no)\s*$/i.exec(`${given}`) ?? [];
  return is ? !!yes : MISFIT;
}
