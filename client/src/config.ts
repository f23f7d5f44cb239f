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

const told = (page = document): DOMStringMap => page.querySelector<HTMLElement>("script[data-session]")?.dataset ?? {};

/** Reads the configuration element, or nothing on a page that is not live. A new body may bring a new one: ask again at each join. */
export function readConfig(page?: Document): Config | null {
  const { session, digest, marks, ws = "/ws/live/" } = told(page);
  // Whole, though it could be a path: browsers before 2024 take no less.
  return session ? { session, digest: digest!, marks: +marks!, url: new URL(ws, location.href.replace("http", "ws")).href } : null;
}

/** What is published before any handler was called. */
export const initialState = (): Params => JSON.parse(told().state ?? "{}") as Params;

/** What predictions start from: slots of state, and the parts that show them (docs/internals/wire.md, 9). */
export const predicted = (): { readonly s?: Json[]; readonly p?: Json[] } => JSON.parse(told().prediction ?? "{}") as object;

let source: string | undefined;
let briefs: Record<string, Brief> = {};

/** What the decorators above a handler say to the browser. */
export function brief(handler: string): Brief {
  const { handlers = "{}" } = told();
  // Programs of predictions are in there: it is asked several times for each event.
  if (handlers !== source) briefs = JSON.parse((source = handlers)) as typeof briefs;
  return Object.hasOwn(briefs, handler) ? briefs[handler]! : {};
}
