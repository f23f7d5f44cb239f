/** `dj-throttle="100"`: at once, then at most once in so many milliseconds, the last one never lost. */

import { find, flush, open } from "../events/timing";
import type { Slot, Slots } from "../events/timing";
import type { Feature } from "../feature";
import type { Action, Go } from "../types";

export function throttle(): Feature {
  const pausing: Slots = new Set();
  const send = (slot: Slot, action: Action, wait: number, go: Go): void => {
    setTimeout(() => {
      const { next } = slot;
      slot.next = undefined;
      if (next) send(slot, next, wait, go);
      else pausing.delete(slot);
    }, wait);
    go(action);
  };
  return {
    gate(action, go) {
      const wait = +action.element.getAttribute("dj-throttle")!;
      const slot = find(pausing, action);
      if (!wait || action.kind === "submit") {
        flush(pausing, go, action.element);
        go(action);
      } else if (slot) slot.next = action;
      else send(open(pausing, action), action, wait, go);
    },
  };
}
