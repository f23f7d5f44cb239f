/** `dj-poll="refresh"`, every `dj-poll-interval` milliseconds (5000), while the page is seen and connected. */

import { act } from "../events/action";
import { plain } from "../events/payload";
import type { Feature } from "../feature";

export function poll(): Feature {
  const timers = new WeakMap<Element, readonly [interval: number, timer: ReturnType<typeof setInterval>]>();

  return {
    install({ on, connected, perform }) {
      /** Polling begins with the elements that ask for it; when one does not any more its timer finds out. */
      function look(): void {
        for (const element of document.querySelectorAll("[dj-poll]")) {
          const interval = +element.getAttribute("dj-poll-interval")! || 5000;
          const [before, old] = timers.get(element) ?? [];
          if (before === interval) continue;
          clearInterval(old);
          const timer = setInterval(() => {
            if (!element.isConnected || !element.hasAttribute("dj-poll")) {
              clearInterval(timer);
              timers.delete(element);
            } else if (!document.hidden && connected()) act(element, "dj-poll", { kind: "poll", target: element }, plain({}), perform);
          }, interval);
          timers.set(element, [interval, timer]);
        }
      }
      look();
      on(document, "djust:updated", look);
    },
  };
}
