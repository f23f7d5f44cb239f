/**
 * `djust.debug = true`: the console tells what the client decides, one line a decision, as it happens: what waits and for how long, what is dropped,
 * what is shown before the server has said it and whether it stays, what comes from the cache, what is published.
 */

import type { Log } from "../errors";

/** The part of the global that this adds to. */
export interface Logged {
  debug?: boolean;
  log?: Log | undefined;
}

/** Lets `djust.debug` begin and end the log; it may have been set before. */
export function debugLog(djust: Logged): void {
  const print: Log = (name, decision, ...about) =>
    console.log(`djust ${(performance.now() / 1000).toFixed(2)} s · ${name}: ${decision}`, ...about.filter((each) => each !== undefined));
  const wanted = djust.debug;
  Object.defineProperty(djust, "debug", {
    get: () => !!djust.log,
    set(on: boolean) {
      djust.log = on ? print : undefined;
    },
  });
  djust.debug = !!wanted;
}
