/** `dj-throttle="100"`: at once, then at most once in so many milliseconds, the last one never lost. */

import { Slots } from "../events/timing";
import type { Slot } from "../events/timing";
import type { Feature } from "../feature";
import type { Action, Go } from "../types";

export function throttle(): Feature {
  const pausing = new Slots();
  const pause = (slot: Slot, action: Action, wait: number, go: Go): void => {
    slot.timer = setTimeout(() => {
      const { next } = slot;
      slot.next = undefined;
      if (!next) return pausing.close(action);
      pause(slot, next, wait, go);
      go(next);
    }, wait);
  };
  return {
    name: "throttle",
    gate(action, go) {
      const wait = Number(action.element.getAttribute("dj-throttle"));
      if (!wait || action.kind === "submit") {
        pausing.flush(go, action.element);
        return go(action);
      }
      const slot = pausing.of(action);
      if (slot) slot.next = action;
      else {
        pause(pausing.open(action), action, wait, go);
        go(action);
      }
    },
  };
}
