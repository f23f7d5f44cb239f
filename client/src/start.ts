/** Makes a page live: one connection, one page, and the features it is given. */

import { readConfig } from "./config";
import type { Config } from "./config";
import { connect } from "./connection/connection";
import type { Connection, Dial } from "./connection/connection";
import { Page } from "./dom";
import { listen } from "./events/listen";
import type { Feature, Host } from "./feature";
import type { Go } from "./types";
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
  const tell = <What extends "begin" | "end" | "received" | "replied" | "updated">(what: What) =>
    (...news: Parameters<Required<Feature>[What]>) =>
      features.forEach((feature) => (feature[what] as ((...news: unknown[]) => void) | undefined)?.(...news));
  const dom = new Page(document);
  const page = livePage(dom, {
    connection: () => connection,
    config: () => readConfig(document) ?? config,
    begin: tell("begin"),
    end: tell("end"),
    updated: tell("updated"),
    received: tell("received"),
    replied: tell("replied"),
  });
  const dial: Dial = () => new WebSocket(config.url);
  const connection: Connection = connect(dial, page);
  const { wake, stop, use } = connection;

  const host: Host = {
    signal,
    on: (target, type, hear, capture) => target.addEventListener(type, hear, { signal, capture }),
    connected: page.live,
    // The first gate is entered first, the page last.
    perform: features.reduceRight<Go>((go, feature) => (feature.gate ? (action) => feature.gate!(action, go) : go), page.perform),
    page: dom,
    wake,
    sleep: stop,
    use,
    dial,
  };
  for (const feature of features) feature.install?.(host);
  listen(host);
  signal.addEventListener("abort", stop);
  wake();

  return {
    get connected() {
      return page.live();
    },
    get pending() {
      return page.open();
    },
    connect: wake,
    disconnect: stop,
  };
}

/** Makes this page live, if the server says that it is; `more` is what the global offers besides. */
export function launch(features: () => readonly Feature[], more?: object): void {
  const config = readConfig(document);
  if (config) Object.assign(globalThis, { djust: Object.assign(start(config, new AbortController().signal, features()), more) });
}
