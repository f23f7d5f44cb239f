/** From an attribute to an action: what is called, and with what. The server reads it (`protocol/literals.py`). */

import { carried } from "../dom/fields";
import type { Action, Go, Params } from "../types";

/** What an event says beside the element's own values. */
export interface Payload {
  readonly params: Params;
  /** The form fields whose values are in it. */
  readonly fields: Iterable<Element>;
}

export type Occasion = Pick<Action, "kind" | "target" | "submitter">;

/** Adds to these what the element's own attributes say, `data-item-id="5"`, `dj-value-count:int="3"`: kebab becomes snake, `dj-value-*` wins over `data-*`. */
export function withOwn(element: Element, params: Params = {}): { params: Params; types: Record<string, string> } {
  const types: Record<string, string> = {};
  // In the order of who wins.
  for (const name of element.getAttributeNames().sort()) {
    const [found, , , kebab, type] = /^(dj-value|data(-dj)?)-([^:]+):?(.*)/.exec(name) ?? [];
    if (!found) continue;
    const key = kebab!.replaceAll("-", "_");
    params[key] = element.getAttribute(name)!;
    delete types[key];
    if (type) types[key] = type;
  }
  return { params, types };
}

/** Makes an action of what the element's attribute says and of what happened, and hands it on. */
export function act(element: Element, attribute: string, occasion: Occasion, { params, fields }: Payload, go: Go): void {
  const call = element.getAttribute(attribute)!.trim();
  go({ ...occasion, ...withOwn(element, params), element, handler: call.split("(")[0]!.trim(), call, carried: carried(fields, occasion.kind === "submit") });
}
