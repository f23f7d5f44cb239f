/** What the client is made of, and the browser's global `djust`. */

import { readConfig } from "./config";
import type { Config } from "./config";
import { connect } from "./connection/connection";
import type { Connection } from "./connection/connection";
import { Page } from "./dom";
import { report } from "./errors";
import { listen } from "./events/listen";
import { features } from "./features";
import type { Host } from "./feature";
import type { Action, Go } from "./types";
import { call } from "./view/call";
import { livePage } from "./view/page";

/** The browser's global. */
export interface Djust {
  /** Whether the server can be reached now. */
  readonly connected: boolean;
  /** How many events are not over: waiting, in flight, or going on in the background. */
  readonly pending: number;
  /** Calls a server function of a view, such as `"app.View"`; nothing is rendered. */
  readonly call: typeof call;
  /** Connects at once, also after `disconnect`. */
  connect(): void;
  /** Lets the connection go, as if the network had failed; events wait. */
  disconnect(): void;
}

/** Makes one page live, until the signal ends it. */
export function start(config: Config, signal: AbortSignal): Djust {
  const list = features();
  const tell = (what: "begin" | "end" | "updated") => (action?: Action) => list.forEach((feature) => feature[what]?.(action!));
  const dom = new Page(document, { report: (code, message, detail) => report(code, message, "app", detail) });
  const page = livePage(dom, {
    connection: () => connection,
    config: () => readConfig(document) ?? config,
    begin: tell("begin"),
    end: tell("end"),
    updated: tell("updated"),
  });
  const connection: Connection = connect(config.url, page);
  const { wake, stop } = connection;

  const host: Host = {
    signal,
    on: (target, type, hear, capture) => target.addEventListener(type, hear, { signal, capture: !!capture }),
    connected: page.live,
    // The first gate is entered first, the page last.
    perform: list.reduceRight<Go>((go, feature) => (feature.gate ? (action) => feature.gate!(action, go) : go), page.perform),
    wake,
    sleep: stop,
    style(css) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets.push(sheet);
    },
  };
  for (const feature of list) feature.install?.(host);
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
    call,
    connect: wake,
    disconnect: stop,
  };
}

const config = readConfig(document);
if (config) (globalThis as { djust?: Djust }).djust = start(config, new AbortController().signal);
