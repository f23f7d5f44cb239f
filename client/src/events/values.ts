/** Parameters that an element carries itself: `data-item-id="5"`, `dj-value-count:int="3"`. */

import { PageError } from "../errors";
import type { Json } from "../messages";
import type { Params } from "../types";
import { toNumber } from "./attribute";

const NAME = /^(dj-value-|data-(?:dj-)?)([^:]+)(?::(\w+))?$/;

const CONVERSIONS: Record<string, (text: string) => Json | undefined> = {
  int: (text) => (/^\s*[-+]?\d+\s*$/.test(text) ? toNumber(text.trim()) : undefined),
  float: (text) => (text.trim() && Number.isFinite(Number(text)) ? Number(text) : undefined),
  // Bare, as HTML's own boolean attributes are: true.
  bool: (text) => (/^(|true|1|on|yes)$/i.test(text.trim()) ? true : /^(false|0|off|no|none)$/i.test(text.trim()) ? false : undefined),
  json: parsed,
  list: (text) => (text.trim()[0] === "[" ? parsed(text) : text.trim() ? text.split(",").map((item) => item.trim()) : []),
};

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** What the element's own attributes say: kebab becomes snake, a suffix gives the type, `dj-value-*` wins over `data-*`. */
export function ownValues(element: Element): Params {
  const data: Params = {};
  const values: Params = {};
  for (const name of element.getAttributeNames()) {
    const [, prefix, key, suffix] = NAME.exec(name) ?? [];
    if (!key) continue;
    const text = element.getAttribute(name)!;
    const value = suffix ? CONVERSIONS[suffix]?.(text) : text;
    if (value === undefined) {
      const expected = suffix! in CONVERSIONS ? `a value that reads as ${suffix}` : `one of :${Object.keys(CONVERSIONS).join(", :")} after the name`;
      throw new PageError("attribute.invalid", "This part of the page is not set up correctly.", `${name}: expected ${expected}, got ${JSON.stringify(text)}.`);
    }
    (prefix === "dj-value-" ? values : data)[key.replaceAll("-", "_")] = value;
  }
  return { ...data, ...values };
}
