/**
 * What a handler is told, for those who act before the server has read it. It is the server's reading, or none: what both would not read alike to
 * the letter is left to the server.
 */

import { brief } from "../config";
import type { Json } from "../messages";
import type { Action, Params } from "../types";

/** What a text of each type means; nothing, where it does not read as that. */
export const CONVERSIONS: Record<string, (text: string) => Json | undefined> = {
  int: (text) => (/^[-+]?\d{1,15}$/.test(text) ? +text : undefined),
  // Bare, as HTML's own boolean attributes are: true.
  bool: (text) => /^(|true|1|on|yes)$/i.test(text) || (/^(false|0|off|no|none)$/i.test(text) ? false : undefined),
};

/** Where JSON has other signs and words than a call has. */
const SPELLED: Record<string, string> = { "(": "[", ")": "]", none: "null" };

/** By name: the arguments of `fn(1, 'a')` are the handler's parameters in order. */
export function given({ handler, call = "", params, types = {} }: Action): Params | undefined {
  const { p = [] } = brief(handler);
  const list = call.slice(handler.length).replace(/(['"])(.*?)\1|\w+|[()]/gs, (token, quote, text) => {
    const word = token.toLowerCase();
    return quote ? JSON.stringify(text) : (SPELLED[word] ?? word);
  });
  try {
    // No escapes, and no number that JavaScript would round.
    if (/\\|\d{16}/.test(call)) return;
    const args = JSON.parse(list || "[]") as Json[];
    const known = { ...params };
    for (const name in types) {
      const value = CONVERSIONS[types[name]!]!((params[name] as string).trim());
      if (value === undefined) return;
      known[name] = value;
    }
    args.forEach((value, i) => p[i] && (known[p[i]] = value));
    return known;
  } catch {
    // The server will say what it makes of it.
  }
}
