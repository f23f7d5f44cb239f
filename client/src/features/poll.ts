/** `dj-poll="refresh"`, every `dj-poll-interval` milliseconds (5000), while the page is seen and connected. */

import { act } from "../events/action";
import { plain } from "../events/payload";
import type { Feature } from "../feature";

/** How often an element is to be polled; 0 when it is not. */
const asked = (element: Element): number => (element.isConnected && element.hasAttribute("dj-poll") ? +element.getAttribute("dj-poll-interval")! || 5000 : 0);

export function poll(): Feature {
  const timers = new Map<Element, readonly [interval: number, timer: ReturnType<typeof setInterval>]>();
  let tick: (element: Element) => void;

  /** Polling begins and ends with the elements that ask for it. */
  function updated(): void {
    for (const [element, [interval, timer]] of timers)
      if (asked(element) !== interval) {
        clearInterval(timer);
        timers.delete(element);
      }
    for (const element of document.querySelectorAll("[dj-poll]"))
      if (!timers.has(element)) timers.set(element, [asked(element), setInterval(tick, asked(element), element)]);
  }

  return {
    install({ signal, connected, perform }) {
      tick = (element) => {
        if (!document.hidden && connected() && !signal.aborted) act(element, "dj-poll", { kind: "poll", target: element }, () => plain({}), perform);
      };
      updated();
    },
    updated,
  };
}
