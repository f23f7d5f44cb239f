/** From an attribute to an action: what is called, and with what. */

import { carried } from "../dom/fields";
import { attempt } from "../errors";
import type { Action, Go, Params } from "../types";
import { parseCall } from "./attribute";
import { ownValues } from "./values";

/** What an event says beside the element's own values. */
export interface Payload {
  readonly params: Params;
  /** The form fields whose values are in it. */
  readonly fields: Iterable<Element>;
}

export type Occasion = Pick<Action, "kind" | "target" | "submitter">;

/** Reads the element's attribute, collects the payload, and hands the action on; a mistake in the template is reported instead. */
export function act(element: Element, attribute: string, occasion: Occasion, collect: () => Payload, go: Go): void {
  attempt(element, () => {
    const call = parseCall(element.getAttribute(attribute)!);
    const { params, fields } = collect();
    go({ ...call, ...occasion, element, params: { ...params, ...ownValues(element) }, carried: carried(fields, occasion.kind === "submit") });
  });
}
