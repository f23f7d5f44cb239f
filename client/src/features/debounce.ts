/** `dj-debounce="300"` sends when nothing came for so many milliseconds, `dj-debounce="blur"` when the field is left. */

import { find, flush, open } from "../events/timing";
import type { Slots } from "../events/timing";
import type { Feature } from "../feature";
import type { Action, Go } from "../types";

/** What never waits, but lets go what does. */
const IMMEDIATE = /submit|blur|focus|poll/;

export function debounce(): Feature {
  const waiting: Slots = new Set();
  let onward: Go;
  const send = (action: Action): void => {
    const slot = find(waiting, action)!;
    clearTimeout(slot.timer);
    waiting.delete(slot);
    // A row that is gone has nothing more to say.
    if (action.element.isConnected) onward(action);
  };
  return {
    install({ document, signal }) {
      // Heard on the way down: what waits goes out before the handler of dj-blur is called, and before the connection is let go.
      document.addEventListener("focusout", (event) => flush(waiting, send, event.target as Node), { signal, capture: true });
      addEventListener("pagehide", () => flush(waiting, send), { signal, capture: true });
    },
    gate(action, go) {
      onward = go;
      const { element, target, kind } = action;
      const wait = action.wait ?? target.getAttribute("dj-debounce") ?? element.getAttribute("dj-debounce");
      if (wait === null || IMMEDIATE.test(kind)) {
        flush(waiting, send, element);
        return go(action);
      }
      const slot = open(waiting, action);
      slot.next = action;
      clearTimeout(slot.timer);
      if (wait !== "blur") slot.timer = setTimeout(() => send(slot.next!), +wait);
    },
  };
}
