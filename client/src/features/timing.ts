/**
 * When an action goes. `dj-debounce="300"` sends when nothing came for so many milliseconds, `dj-debounce="blur"` when the field is left;
 * `dj-throttle="100"` at once, then at most once in so many milliseconds, the last one never lost. What comes in streams (typing,
 * scrolling, moving, polling) has one in flight, and the newest waits for its reply.
 *
 * All wait in one slot for each element and handler, so that three rows on one handler never swallow each other.
 */

import type { Feature } from "../feature";
import type { Action, Go } from "../types";

interface Slot {
  readonly of: Action;
  /** The newest action; an older one that it replaced is never sent. */
  next?: Action | undefined;
  /** It is not to go before this; 0 when nothing is to be waited for. */
  timer: number;
  /** How many are on their way. */
  flying: number;
}

/** What is never debounced, but lets go what is. */
const IMMEDIATE = /submit|blur|focus|poll/;
const STREAM = /input|scroll|mousemove|resize|poll/;
/** As long as a timer can wait. */
const FOREVER = 2 ** 31 - 1;

export function timing(): Feature {
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
    const { next } = slot;
    if (slot.timer || slot.flying) return;
    // A row that is gone has nothing more to say.
    if (next?.element.isConnected) send(slot, next);
    else slots.delete(slot);
  }

  function send(slot: Slot, action: Action): void {
    const pause = paused(action);
    slot.next = undefined;
    if (pause) hold(slot, pause);
    if (STREAM.test(action.kind)) slot.flying++;
    else if (!pause) slots.delete(slot);
    onward(action);
  }

  /** Sends what waits for a time inside an element; and, if `replies`, all that waits for a reply. */
  function flush(within: Node, replies: boolean): void {
    for (const slot of slots) {
      const { next, timer, of } = slot;
      if (!next || !(timer ? within.contains(of.element) : replies)) continue;
      clearTimeout(timer);
      slot.timer = 0;
      send(slot, next);
    }
  }

  return {
    install({ on }) {
      // Heard on the way down: what waits goes out before the handler of dj-blur is called, and before the connection is let go.
      on(document, "focusout", (event) => flush(event.target as Node, false), true);
      on(window, "pagehide", () => flush(document, true), true);
    },
    gate(action, go) {
      const { element, target, kind } = action;
      const wait = IMMEDIATE.test(kind) ? null : (action.wait ?? target.getAttribute("dj-debounce") ?? element.getAttribute("dj-debounce"));
      const streams = STREAM.test(kind);
      onward = go;
      if (wait === null && !paused(action)) {
        // Order is kept: a click finds on the server what was typed before it.
        flush(element, !streams);
        if (!streams) return go(action);
      }
      const slot = find(action) ?? { of: action, timer: 0, flying: 0 };
      slots.add(slot);
      slot.next = action;
      if (wait === null) release(slot);
      else hold(slot, wait === "blur" ? FOREVER : +wait);
    },
    end(action) {
      const slot = STREAM.test(action.kind) && find(action);
      if (!slot) return;
      slot.flying--;
      release(slot);
    },
  };
}

const paused = ({ kind, element }: Action): number => (kind === "submit" ? 0 : +element.getAttribute("dj-throttle")!);
