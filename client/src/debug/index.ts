/**
 * The developers' half of the client: a script of its own that a page loads only under DEBUG, before the other, so that it hears the first word.
 *
 *     wire ──▶ history ──▶ tabs of the panel        what went over the line, and what the server added to it
 *     djust:error ──▶ overlay                       what failed, where, with what, and what to do
 *     djust.debug = true ──▶ console                what the client decided (log.ts)
 */

import { readConfig } from "../config";
import { pageTold } from "./desk";
import type { Desk } from "./desk";
import { history } from "./history";
import { debugLog } from "./log";
import type { Logged } from "./log";
import { overlay } from "./overlay";
import { mount, panel } from "./panel";
import { tabs } from "./tabs";
import { highlight, touchedBy } from "./touched";
import { unreachable } from "./unreachable";
import { tap } from "./wire";

interface Live extends Logged {
  readonly connected: boolean;
  connect(): void;
  disconnect(): void;
}

/** The client's global; it comes after us. */
const live = (): Live | undefined => (globalThis as unknown as { djust?: Live }).djust;

const { host, shadow, boxes } = mount();
let draw: (() => void) | undefined;
let isDue = false;

/** Draws once for all that changes in a moment. */
function changed(): void {
  if (isDue || !draw) return;
  isDue = true;
  requestAnimationFrame(() => {
    isDue = false;
    draw!();
  });
}

const past = history(changed);
const trouble = tap(globalThis, (url) => url.endsWith(readConfig()?.url ?? url), {
  up: past.up,
  down: (text, deliver) => past.down(text, () => touchedBy(document, deliver)),
  opening: (url) => past.note("opening", url),
  opened: () => past.note("open"),
  closed: (code, clean) => past.note("closed", `code ${code}${clean ? "" : ", not cleanly"}`),
});

const desk: Desk = {
  history: past,
  trouble,
  highlight: highlight(boxes),
  page: pageTold,
  disconnect: () => live()?.disconnect(),
  connect: () => live()?.connect(),
  changed,
};

for (const name of ["connected", "disconnected", "uncertain", "updated"]) document.addEventListener(`djust:${name}`, changed);
document.addEventListener("djust:disconnected", () => past.note("lost", "the page waits for its server"));
document.addEventListener("djust:uncertain", (event) => past.note("uncertain", `${(event as CustomEvent<{ handler: string }>).detail.handler}: nobody can know whether it was done`));
overlay(document, new AbortController().signal, past);
unreachable(document, () => readConfig()?.url, () => Boolean(document.querySelector("script[data-http]")));

// When the client has begun: deferred scripts run before this.
addEventListener("DOMContentLoaded", () => {
  const djust = live();
  if (!djust) return;
  debugLog(djust);
  const shown = panel(host, shadow, desk, tabs, () => djust.connected);
  draw = shown.update;
  changed();
});
