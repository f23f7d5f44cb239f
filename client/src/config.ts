/** What the server told this page about itself (docs/internals/wire.md, 4). */

import type { Brief, Json } from "./messages";
import type { Params } from "./types";

export interface Config {
  readonly session: string;
  readonly digest: string;
  /** How many marks the server wrote into the page. */
  readonly marks: number;
  /** Where the WebSocket is. */
  readonly url: string;
}

/** Reads the configuration element, or nothing on a page that is not live. A new body may bring a new one: ask again at each join. */
export function readConfig(document: Document): Config | null {
  const data = document.querySelector<HTMLElement>("script[data-session]")?.dataset;
  if (!data) return null;
  return {
    session: data.session!,
    digest: data.digest!,
    marks: +data.marks!,
    url: new URL(data.ws || "/ws/live/", location.href.replace("http", "ws")).href,
  };
}

const told = (): DOMStringMap => document.querySelector<HTMLElement>("script[data-session]")?.dataset ?? {};

/** What is published before any handler was called. */
export const initialState = (): Params => JSON.parse(told().state ?? "{}") as Params;

/** What predictions start from: slots of state, and the parts that show them (docs/internals/wire.md, 9). */
export const predicted = (): { readonly s?: Json[]; readonly p?: Json[] } => JSON.parse(told().prediction ?? "{}") as object;

let source = "{}";
let briefs: Record<string, Brief> = {};

/** What the decorators above a handler say to the browser. */
export function brief(handler: string): Brief {
  const { handlers = "{}" } = told();
  if (handlers !== source) briefs = JSON.parse((source = handlers)) as typeof briefs;
  return Object.hasOwn(briefs, handler) ? briefs[handler]! : {};
}
