/** Parameters that an element carries itself: `data-item-id="5"`, `dj-value-count:int="3"`. */

import { PageError } from "../errors";
import type { Json } from "../messages";
import type { Params } from "../types";
import { toNumber } from "./attribute";

const NAME = /^(dj-value-|data-(?:dj-)?)([^:]+)(?::(.+))?$/;

/** Each throws, or gives nothing, for a text that does not read as its type. */
export const CONVERSIONS: Record<string, (text: string) => Json | undefined> = {
  int: (text) => (/^[-+]?\d+$/.test(text) ? toNumber(text) : undefined),
  float: (text) => (text && isFinite(+text) ? +text : undefined),
  // Bare, as HTML's own boolean attributes are: true.
  bool: (text) => /^(|true|1|on|yes)$/i.test(text) || (/^(false|0|off|no|none)$/i.test(text) ? false : undefined),
  json: JSON.parse,
  list: (text) => (text[0] === "[" ? (JSON.parse(text) as Json) : text.split(/\s*,\s*/).filter((_, at) => at || text)),
};

/** What the element's own attributes say: kebab becomes snake, a suffix gives the type, `dj-value-*` wins over `data-*`. */
export function ownValues(element: Element): Params {
  const data: Params = {};
  const values: Params = {};
  for (const name of element.getAttributeNames()) {
    const [, prefix, key, suffix] = NAME.exec(name) ?? [];
    if (!key) continue;
    const text = element.getAttribute(name)!;
    (prefix === "dj-value-" ? values : data)[key.replaceAll("-", "_")] = suffix ? convert(name, suffix, text) : text;
  }
  return { ...data, ...values };
}

function convert(name: string, suffix: string, text: string): Json {
  try {
    const value = CONVERSIONS[suffix]!(text.trim());
    if (value !== undefined) return value;
  } catch {
    // Said below, with the attribute's name.
  }
  throw new PageError("attribute.invalid", `${name}=${text}`);
}
