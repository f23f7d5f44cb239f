/** What comes in streams (typing, scrolling, moving, polling) has one in flight per element and handler; the newest waits. */

import { find, flush, open } from "../events/timing";
import type { Slots } from "../events/timing";
import type { Feature } from "../feature";
import type { Action, Go } from "../types";

const STREAM = /input|scroll|mousemove|resize|poll/;

export function pace(): Feature {
  const slots: Slots = new Set();
  let onward: Go;
  const send = (action: Action): void => {
    open(slots, action).flying++;
    onward(action);
  };
  return {
    gate(action, go) {
      onward = go;
      const slot = find(slots, action);
      if (!STREAM.test(action.kind)) {
        // Order is kept: a click finds on the server what was typed before it.
        flush(slots, send);
        go(action);
      } else if (slot) slot.next = action;
      else send(action);
    },
    end(action) {
      const slot = STREAM.test(action.kind) && find(slots, action);
      if (!slot || --slot.flying) return;
      slots.delete(slot);
      if (slot.next) send(slot.next);
    },
  };
}
