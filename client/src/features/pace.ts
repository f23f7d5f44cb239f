/** What comes in streams (typing, scrolling, moving, polling) has one in flight per element and handler; the newest waits. */

import { Slots } from "../events/timing";
import type { Feature } from "../feature";
import type { Action, Go } from "../types";

const STREAM = /(^|-)(input|scroll|mousemove|resize|poll)$/;

export function pace(): Feature {
  const slots = new Slots();
  let onward: Go;
  const send = (action: Action): void => {
    if (STREAM.test(action.kind)) slots.open(action).flying++;
    onward(action);
  };
  return {
    name: "pace",
    gate(action, go) {
      onward = go;
      const slot = slots.of(action);
      if (!STREAM.test(action.kind)) {
        // Order is kept: a click finds on the server what was typed before it.
        slots.flush(send);
        go(action);
      } else if (slot) slot.next = action;
      else send(action);
    },
    end(action) {
      const slot = STREAM.test(action.kind) && slots.of(action);
      if (!slot || --slot.flying > 0) return;
      const { next } = slot;
      slots.close(action);
      if (next) send(next);
    },
  };
}
