/** What a handler makes of a parameter that the page gives it: the server's conversions, as far as both sides agree to the letter. */

import type { Json } from "../messages";
import { evaluate } from "./expressions";
import { isScalar, isText, UNKNOWN } from "./values";
import type { Value } from "./values";

export type Parameter = readonly [name: string, kind: string, initial?: Json];

/** Texts that do not arrive as they are, or that are another one to the server. */
const STRANGE = /[\0\r\x1c-\x1f\x85\ufeff]/;

/** The value of a parameter; `undefined` where none is given, or one that the server will refuse. */
export function convert(given: Json, kind: string, initial: Value | undefined): Value | undefined {
  // Lists and fractions, too.
  if (kind === "?" || typeof given === "object" || (typeof given === "number" && !Number.isSafeInteger(given)) || STRANGE.test(given as string)) return UNKNOWN;
  if (kind === "any") return given;
  if (kind === "str") return `${given}`;
  if (isText(given) && !given.trim()) return initial;
  const [is, yes] = /^\s*(?:(true|1|on|yes)|false|0|off|no)\s*$/i.exec(given as string) ?? [];
  const value = kind === "int" ? evaluate(["int", given], []) : is && !!yes;
  return isScalar(value) ? value : undefined;
}
