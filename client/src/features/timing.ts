/**
 * When an action goes. `dj-debounce="300"` sends when nothing came for so many milliseconds, `dj-debounce="blur"` when the field is left;
 * `dj-throttle="100"` at once, then at most once in so many milliseconds, the last one never lost. What comes in streams (typing,
 * scrolling, moving, polling) has one in flight, and the newest waits for its reply.
 *
 * All wait in one slot for each element and handler, so that three rows on one handler never swallow each other.
 */

import type { PaceOf, Slot as Waiting } from "../events/pace";
import type { Feature } from "../feature";
import type { Action, Go } from "../types";

interface Slot extends Waiting {
  readonly of: Action;
}

const STREAM = /input|scroll|mousemove|resize|poll/;

export function timing(paceOf: PaceOf): Feature {
  // In the order in which they were opened.
  const slots = new Set<Slot>();
  let onward: Go;

  function hold(slot: Slot, wait: number): void {
    clearTimeout(slot.timer);
    slot.timer = setTimeout(() => {
      slot.timer = 0;
      release(slot);
    }, wait) as unknown as number;
  }

  /** Sends what waits in a slot, if nothing holds it; a slot that nothing needs any more is closed. */
  function release(slot: Slot): void {
    const { next, pace, timer, flying } = slot;
    if (timer || flying) return;
    if (!next) return void slots.delete(slot);
    slot.next = undefined;
    if (pace!.pause) hold(slot, pace!.pause);
    // A row that is gone has nothing more to say.
    if (next.element.isConnected) {
      if (STREAM.test(next.kind)) slot.flying = next;
      onward(next);
    }
    release(slot);
  }

  /** Sends what waits for a time inside an element, or, when it is `left`, for a pause; and, if `replies`, all that waits for a reply. */
  function flush(within: Node, replies: boolean, left?: boolean): void {
    for (const slot of slots) {
      const { next, timer, of, pace } = slot;
      if (!next || !(timer ? within.contains(of.element) && !(left && pace!.wait === null) : replies)) continue;
      clearTimeout(timer);
      slot.timer = 0;
      slot.flying = undefined;
      release(slot);
    }
  }

  return {
    install({ on, dispatch }) {
      onward = dispatch;
      // Heard on the way down: what waits goes out before the handler of dj-blur is called, and before the connection is let go.
      on(document, "focusout", (event) => flush(event.target as Node, false, true), true);
      on(window, "pagehide", () => flush(document, true), true);
    },
    gate(action) {
      const { element, handler, kind } = action;
      const slot = [...slots].find(({ of }) => of.element === element && of.handler === handler) ?? { of: action, timer: 0 };
      const pace = paceOf(action, slot);
      if (!pace) return true;
      const { wait, pause } = pace;
      const streams = STREAM.test(kind);
      if (wait === null && !(pause && (streams || slot.timer))) {
        // Order is kept: a click finds on the server what was typed before it.
        flush(element, !streams);
        if (!streams && !pause) return false;
      }
      slots.add(slot);
      slot.pace = pace;
      slot.next = action;
      if (wait === null) release(slot);
      else hold(slot, wait);
      return true;
    },
    end(action) {
      for (const slot of slots)
        if (slot.flying === action) {
          slot.flying = undefined;
          release(slot);
        }
    },
  };
}
