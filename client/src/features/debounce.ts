/** `dj-debounce="300"` sends when nothing came for so many milliseconds, `dj-debounce="blur"` when the field is left. */

import { Slots } from "../events/timing";
import type { Feature } from "../feature";
import type { Action, Go } from "../types";

/** What never waits, but lets go what does. */
const IMMEDIATE = /^(submit|blur|focus|poll)$/;

export function debounce(): Feature {
  const waiting = new Slots();
  let onward: Go;
  const send = (action: Action): void => {
    waiting.close(action);
    // A row that is gone has nothing more to say.
    if (action.element.isConnected) onward(action);
  };
  return {
    name: "debounce",
    install({ document, signal }) {
      // The field first: what waits goes out before the handler of dj-blur is called.
      const leave = (event: Event): void => waiting.flush(send, event.target as Element);
      document.addEventListener("focusout", leave, { signal, capture: true });
      addEventListener("pagehide", () => waiting.flush(send), { signal, capture: true });
    },
    gate(action, go) {
      onward = go;
      const { element, target, kind } = action;
      const wait = action.wait ?? target.getAttribute("dj-debounce") ?? element.getAttribute("dj-debounce");
      if (wait === null || IMMEDIATE.test(kind)) {
        waiting.flush(send, element);
        return go(action);
      }
      const slot = waiting.open(action);
      slot.next = action;
      clearTimeout(slot.timer);
      if (wait !== "blur") slot.timer = setTimeout(() => send(slot.next!), Number(wait) || 0);
    },
  };
}
