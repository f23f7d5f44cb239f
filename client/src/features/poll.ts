/** `dj-poll="refresh"`, every `dj-poll-interval` milliseconds (5000), while the page is seen and connected. */

import { carried } from "../dom/fields";
import { PageError, report } from "../errors";
import { parseCall } from "../events/attribute";
import { ownValues } from "../events/values";
import type { Feature, Host } from "../feature";

const INTERVAL = 5000;

interface Timer {
  readonly interval: number;
  readonly timer: ReturnType<typeof setInterval>;
}

export function poll(): Feature {
  const timers = new Map<Element, Timer>();
  let host: Host;

  function tick(element: Element): void {
    const source = element.getAttribute("dj-poll");
    if (!source || document.hidden || !host.connected()) return;
    try {
      host.perform({ ...parseCall(source), element, target: element, kind: "poll", params: ownValues(element), carried: carried([]) });
    } catch (error) {
      if (!(error instanceof PageError)) throw error;
      stop(element);
      report(error.code, error.message, "app", `dj-poll: ${error.detail}`, element, source);
    }
  }

  function stop(element: Element): void {
    clearInterval(timers.get(element)?.timer);
    timers.delete(element);
  }

  /** Polling begins and ends with the elements that ask for it. */
  function updated(): void {
    const asking = new Set(document.querySelectorAll("[dj-poll]"));
    for (const element of timers.keys()) if (!asking.has(element)) stop(element);
    for (const element of asking) {
      const interval = Number(element.getAttribute("dj-poll-interval")) || INTERVAL;
      if (timers.get(element)?.interval === interval) continue;
      stop(element);
      timers.set(element, { interval, timer: setInterval(() => tick(element), interval) });
    }
  }

  return {
    name: "poll",
    install(given) {
      host = given;
      host.signal.addEventListener("abort", () => [...timers.keys()].forEach(stop));
      updated();
    },
    updated,
  };
}
