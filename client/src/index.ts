/** What the client is made of, and the browser's global `djust`. */

import { readConfig } from "./config";
import type { Config } from "./config";
import { Connection } from "./connection/connection";
import { Page } from "./dom";
import { report } from "./errors";
import { listen } from "./events/listen";
import { features } from "./features";
import type { Host } from "./feature";
import type { Action, Go } from "./types";
import { LivePage } from "./view/page";

/** The browser's global. */
export interface Djust {
  /** Whether the server can be reached now. */
  readonly connected: boolean;
  /** How many events are not over: waiting, in flight, or going on in the background. */
  readonly pending: number;
  /** Connects at once, also after `disconnect`. */
  connect(): void;
  /** Lets the connection go, as if the network had failed; events wait. */
  disconnect(): void;
}

function start(config: Config): Djust {
  const { signal } = new AbortController();
  const list = features();
  const dom = new Page(document, { report: (code, message, detail) => report(code, message, "app", detail) });

  const page: LivePage = new LivePage(dom, {
    send: (message) => connection.send(message),
    settled: () => connection.settled(),
    drop: () => connection.drop(),
    stop: () => connection.stop(),
    navigate: (url) => location.assign(url),
    config: () => readConfig(document) ?? config,
    begin: (action) => list.forEach((feature) => feature.begin?.(action)),
    end: (action) => list.forEach((feature) => feature.end?.(action)),
    updated: () => list.forEach((feature) => feature.updated?.()),
  });
  const connection = new Connection(config.url, {
    opened: () => page.opened(),
    received: (message) => page.received(message),
    lost: () => page.lost(),
    hidden: () => document.hidden,
  });

  const host: Host = {
    document,
    config,
    signal,
    connected: () => page.live,
    // The first gate is entered first, the page last.
    perform: list.reduceRight<Go>((go, feature) => (feature.gate ? (action: Action) => feature.gate!(action, go) : go), (action) => page.perform(action)),
    wake: () => connection.wake(),
    sleep: () => connection.stop(),
    style(css) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets.push(sheet);
    },
  };
  list.forEach((feature) => feature.install?.(host));
  listen(host.perform, () => page.busy, signal);
  connection.wake();

  return {
    get connected() {
      return host.connected();
    },
    get pending() {
      return page.open;
    },
    connect: host.wake,
    disconnect: host.sleep,
  };
}

const config = readConfig(document);
if (config) (globalThis as { djust?: Djust }).djust = start(config);
