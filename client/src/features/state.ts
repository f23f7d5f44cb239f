/**
 * What handlers publish (`@client_state`): parameters at once, the handler's own values with the reply; and `dj-subscribe="tab:load, sort:load"`, which
 * calls handlers when a key has another value.
 */

import { brief, given, initialState } from "../config";
import { carried } from "../dom/fields";
import { attempt, trace } from "../errors";
import { ownValues } from "../events/values";
import type { Feature } from "../feature";
import type { Extras } from "../messages";
import { reading } from "../state/attribute";
import type { Store } from "../state/store";
import type { Action } from "../types";

/** What a subscription's action is called, which no event is. */
const KIND = "subscribe";
const SUBSCRIPTION = /^[^:]+:[^:]+$/;

/** Whether this key's change is why the action is; it is not published by it, or they would call each other without end. */
const isCause = ({ kind, params }: Action, key: string): boolean => kind === KIND && params.key === key;

export function clientState(store: Store): Feature {
  const subscriptions = reading(parseSubscriptions);

  /** Takes over what handlers say that they publish. */
  const confirm = (extras: Extras, answered: readonly Action[]): void =>
    store.confirm(Object.entries(extras.publish ?? {}).filter(([key]) => !answered.some((action) => isCause(action, key))));

  return {
    install({ perform }) {
      store.confirm(Object.entries(initialState()));
      store.tell();
      store.follow((value = null, _, key) => {
        trace(key, "published", value);
        for (const element of document.querySelectorAll("[dj-subscribe]"))
          for (const [wanted, handler] of subscriptions(element, "dj-subscribe") ?? [])
            if (wanted === key)
              attempt(element, () =>
                perform({ element, target: element, kind: KIND, handler: handler!, params: { ...ownValues(element), key, value }, args: [], carried: carried([]) }),
              );
      });
    },
    begin(action) {
      const params = given(action);
      const keys = (brief(action.handler).s ?? []).filter((key) => Object.hasOwn(params, key) && !isCause(action, key));
      if (keys[0]) store.expect(action, keys.map((key) => [key, params[key]]));
    },
    received(extras, answered) {
      confirm(extras, answered);
      for (const reply of extras.replies ?? []) confirm(reply, answered);
    },
    updated: store.tell,
    end: store.over,
  };
}

function parseSubscriptions(source: string): string[][] {
  const all = source.replace(/\s*:\s*/g, ":").split(/[\s,]+/).filter(Boolean);
  if (!all.every((each) => SUBSCRIPTION.test(each))) throw new SyntaxError(source);
  return all.map((each) => each.split(":"));
}
