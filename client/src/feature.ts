/** The contract of a feature: one file in `features/`, one place in the ordered list of `features/index.ts`. */

import type { Dial } from "./connection/connection";
import type { Page } from "./dom";
import type { Extras } from "./messages";
import type { Action, Go } from "./types";

/** What a feature is given. */
export interface Host {
  /** Says that the page stops. */
  readonly signal: AbortSignal;
  /** Listens until the page stops. */
  on(target: EventTarget, type: string, hear: (event: Event) => void, capture?: boolean): void;
  /** Whether the server can be reached now. */
  connected(): boolean;
  /** Sends an action through every feature's gate and on to the server. */
  perform: Go;
  /** Sends an action that is past the gates. */
  dispatch: Go;
  /** Lets the connection try at once; or end it, to be woken later. */
  wake(): void;
  sleep(): void;
  /** From now on connections are made like this; and how they are made by default. */
  use(dial: Dial): void;
  readonly dial: Dial;
  /** The page's parts. */
  readonly page: Page;
}

export interface Feature {
  /** Begins to listen, to time, to show. */
  install?(host: Host): void;
  /** Stands between an act and its sending: true holds the action back, for ever or until the feature itself sends it. */
  gate?(action: Action): boolean;
  /** The action is on its way: sent, or queued until it can be. */
  begin?(action: Action): void;
  /** The action is over: answered, its task ended, or given up. Exactly once for each `begin`. */
  end?(action: Action): void;
  /**
   * A message has changed the page: what else it brought, and the actions that it answers, well or not. Whatever is drawn over the page is
   * drawn anew after all features have heard of it.
   */
  received?(extras: Extras, answered: readonly Action[]): void;
  /** After that, for each reply: what it brought, and the (first) action that it answers. */
  replied?(extras: Extras, action: Partial<Action>): void;
}
