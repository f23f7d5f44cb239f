/** Makes a page live: one connection, one page, and the features it is given. */

import { readConfig } from "./config";
import type { Config } from "./config";
import type { Dial } from "./connection/connection";
import { Page } from "./dom";
import { listen } from "./events/listen";
import type { Feature, Host } from "./feature";
import { livePage } from "./view/page";

/** The part of the browser's global `djust` that every page has. */
export interface Live {
  /** Whether the server can be reached now. */
  readonly connected: boolean;
  /** How many events are not over: waiting, in flight, or going on in the background. */
  readonly pending: number;
  /** Connects at once, also after `disconnect`. */
  connect(): void;
  /** Lets the connection go, as if the network had failed; events wait. */
  disconnect(): void;
}

/** Makes one page live, until the signal ends it. */
export function start(config: Config, signal: AbortSignal, features: readonly Feature[]): Live {
  const page = new Page(document);
  const dial: Dial = () => new WebSocket(config.url);
  const live = livePage(page, config, features, dial);

  const host: Host = {
    ...live,
    signal,
    on: (target, type, hear, capture) => target.addEventListener(type, hear, { signal, capture }),
    perform: (action) => features.some((feature) => feature.gate?.(action)) || live.dispatch(action),
    page,
    dial,
  };
  for (const feature of features) feature.install?.(host);
  listen(host);
  signal.addEventListener("abort", live.sleep);
  live.wake();

  return {
    get connected() {
      return live.connected();
    },
    get pending() {
      return live.pending();
    },
    connect: live.wake,
    disconnect: live.sleep,
  };
}

/** Makes this page live, if the server says that it is; `more` is what the global offers besides. */
export function launch(features: readonly Feature[], more?: object): void {
  const config = readConfig();
  if (config) (globalThis as { djust?: object }).djust = Object.assign(start(config, new AbortController().signal, features), more);
}
