/**
 * What handlers publish (`@client_state`): parameters at once, the handler's own values with the reply; and `dj-subscribe="tab:load, sort:load"`, which
 * calls handlers when a key has another value.
 */

import { brief, initialState } from "../config";
import { carried } from "../dom/fields";
import { trace } from "../errors";
import { withOwn } from "../events/action";
import { CONVERSIONS, given } from "../events/given";
import type { Feature } from "../feature";
import { reading } from "../state/attribute";
import type { Store } from "../state/store";
import type { Action } from "../types";

/** What a subscription's action is called, which no event is. */
const KIND = "subscribe";

/** Whether this key's change is why the action is; it is not published by it, or they would call each other without end. */
const isCause = ({ kind, params }: Action, key: string): boolean => kind === KIND && params.key === key;

export function clientState({ shared, confirm, expect, over, tell }: Store): Feature {
  const subscriptions = reading("dj-" + KIND, parseSubscriptions);

  return {
    install({ on, perform }) {
      on(document, "djust:updated", tell);
      confirm(initialState());
      tell();
      shared.subscribe(null, (value = null, _, key) => {
        trace(key, "published", value);
        subscriptions((element, all) => {
          for (const [, wanted, handler] of all)
            if (wanted === key) {
              const { params, types } = withOwn(element);
              // These are no texts of the element's.
              delete types.key;
              delete types.value;
              perform({ element, target: element, kind: KIND, handler: handler!, params: { ...params, key, value }, types, carried: carried([]) });
            }
        });
      });
    },
    begin(action) {
      const params = given(action);
      if (!params) return;
      for (const each of brief(action.handler).s ?? []) {
        const [key, kind] = [each].flat() as [string, string?];
        const sent = params[key];
        const value = kind ? (sent === "" ? undefined : CONVERSIONS[kind]!(`${sent}`.trim())) : sent;
        // What the server will refuse, or has a default for, is for the server to say.
        if (value !== undefined && !isCause(action, key)) expect(action, key, value);
      }
    },
    received(extras, answered) {
      for (const { publish } of [extras, ...(extras.replies ?? [])]) confirm(publish, (key) => answered.some((action) => isCause(action, key)));
    },
    end: over,
  };
}

function parseSubscriptions(source: string): string[][] {
  const all = [...source.matchAll(/([^\s,:]+)\s*:\s*([^\s,:]+)/g)];
  if (!all[0]) throw source;
  return all;
}
