/** What every tab of the panel is given, and what it gives. */

import type { History } from "./history";
import type { View } from "./listing";
import type { Highlight } from "./touched";
import type { Trouble } from "./wire";

/** A handler, as the server describes it (src/djust/debug/description.py). */
export interface HandlerTold {
  readonly name: string;
  readonly line: string;
  readonly description: string;
  readonly params: readonly { readonly name: string; readonly type: string; readonly default?: string; readonly wrong?: string }[];
  /** The decorators above it. */
  readonly said: readonly string[];
  /** Whether the template calls it. */
  readonly called: boolean;
}

/** What the server wrote into the page for us. */
export interface PageTold {
  readonly view: string;
  readonly template: string;
  readonly handlers: readonly HandlerTold[];
  readonly functions: readonly HandlerTold[];
  readonly report: string;
  readonly state: Readonly<Record<string, string>>;
}

export interface Desk {
  readonly history: History;
  readonly trouble: Trouble;
  readonly highlight: Highlight;
  /** As it stands in the page now; nothing where the server says none. */
  page(): PageTold | undefined;
  /** Ends the connection, and lets it come back. */
  disconnect(): void;
  connect(): void;
  /** Draws anew soon. */
  changed(): void;
}

export interface Tab {
  readonly name: string;
  readonly title: string;
  /** A number that stands beside the title, where it says something. */
  count?(desk: Desk): number;
  open(desk: Desk): View;
}

/** Reads what the server wrote into the page. */
export function pageTold(): PageTold | undefined {
  const { debug = "" } = document.querySelector<HTMLElement>("script[data-debug]")?.dataset ?? {};
  return debug.startsWith("{") ? (JSON.parse(debug) as PageTold) : undefined;
}
