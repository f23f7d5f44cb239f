/**
 * When an action goes. `dj-debounce="300"` sends when nothing came for so many milliseconds, `dj-debounce="blur"` when the field is left;
 * `dj-throttle="100"` at once, then at most once in so many milliseconds, the last one never lost. What comes in streams (typing,
 * scrolling, moving, polling) has one in flight, and the newest waits for its reply.
 *
 * All wait in one slot for each element and handler, so that three rows on one handler never swallow each other.
 */

import { ownPace } from "../events/pace";
import type { PaceOf, Slot as Waiting } from "../events/pace";
import type { Feature } from "../feature";
import type { Action, Go } from "../types";

interface Slot extends Waiting {
  readonly of: Action;
}

const STREAM = /input|scroll|mousemove|resize|poll/;

export function timing(paceOf: PaceOf = ownPace): Feature {
  // In the order in which they were opened.
  const slots = new Set<Slot>();
  let onward: Go;

  const find = ({ element, handler }: Action): Slot | undefined => [...slots].find(({ of }) => of.element === element && of.handler === handler);

  function hold(slot: Slot, wait: number): void {
    clearTimeout(slot.timer);
    slot.timer = setTimeout(() => {
      slot.timer = 0;
      release(slot);
    }, wait) as unknown as number;
  }

  function release(slot: Slot): void {
    if (slot.timer || slot.flying) return;
    if (slot.next) send(slot, slot.next);
    else slots.delete(slot);
  }

  function send(slot: Slot, action: Action): void {
    const { pause } = slot.pace!;
    slot.next = undefined;
    if (pause) hold(slot, pause);
    // A row that is gone has nothing more to say.
    const goes = action.element.isConnected;
    if (goes && STREAM.test(action.kind)) slot.flying++;
    else if (!pause) slots.delete(slot);
    if (goes) onward(action);
  }

  /** Sends what waits for a time inside an element, or, when it is `left`, for a pause; and, if `replies`, all that waits for a reply. */
  function flush(within: Node, replies: boolean, left?: boolean): void {
    for (const slot of slots) {
      const { next, timer, of, pace } = slot;
      if (!next || !(timer ? within.contains(of.element) && !(left && pace!.wait === null) : replies)) continue;
      clearTimeout(timer);
      slot.timer = 0;
      send(slot, next);
    }
  }

  return {
    install({ on }) {
      // Heard on the way down: what waits goes out before the handler of dj-blur is called, and before the connection is let go.
      on(document, "focusout", (event) => flush(event.target as Node, false, true), true);
      on(window, "pagehide", () => flush(document, true), true);
    },
    gate(action, go) {
      const slot = find(action) ?? { of: action, timer: 0, flying: 0 };
      const pace = paceOf(action, slot);
      onward = go;
      if (!pace) return;
      const { wait, pause } = pace;
      const streams = STREAM.test(action.kind);
      if (wait === null && !(pause && (streams || slot.timer))) {
        // Order is kept: a click finds on the server what was typed before it.
        flush(action.element, !streams);
        if (!streams && !pause) return go(action);
      }
      slots.add(slot);
      slot.pace = pace;
      slot.next = action;
      if (wait === null) release(slot);
      else hold(slot, wait);
    },
    end(action) {
      const slot = STREAM.test(action.kind) && find(action);
      if (!slot) return;
      slot.flying--;
      release(slot);
    },
  };
}
