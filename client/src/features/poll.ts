/** `dj-poll="refresh"`, every `dj-poll-interval` milliseconds (5000), while the page is seen and connected. */

import { act } from "../events/action";
import { plain } from "../events/payload";
import type { Feature } from "../feature";

interface Timer {
  readonly interval: number;
  readonly timer: ReturnType<typeof setInterval>;
}

export function poll(): Feature {
  const timers = new Map<Element, Timer>();
  let tick: (element: Element) => void;

  /** Polling begins and ends with the elements that ask for it. */
  function updated(): void {
    const asking = new Set(document.querySelectorAll("[dj-poll]"));
    for (const element of new Set([...asking, ...timers.keys()])) {
      const interval = +element.getAttribute("dj-poll-interval")! || 5000;
      const running = timers.get(element);
      if (asking.has(element) && running?.interval === interval) continue;
      clearInterval(running?.timer);
      timers.delete(element);
      if (asking.has(element)) timers.set(element, { interval, timer: setInterval(tick, interval, element) });
    }
  }

  return {
    install({ signal, connected, perform }) {
      tick = (element) => {
        if (!document.hidden && connected()) act(element, "dj-poll", { kind: "poll", target: element }, () => plain({}), perform);
      };
      signal.addEventListener("abort", () => timers.forEach(({ timer }) => clearInterval(timer)));
      updated();
    },
    updated,
  };
}
