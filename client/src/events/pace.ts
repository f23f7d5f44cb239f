/** How fast actions may follow each other: what their element says, or else what is written above their handler. */

import { brief } from "../config";
import { trace } from "../errors";
import type { Action } from "../types";

export interface Pace {
  /** Milliseconds from now until it goes; null: it goes as soon as nothing holds it. */
  readonly wait: number | null;
  /** Milliseconds after it before the next may go. */
  readonly pause: number;
}

/** Where the actions of an element on a handler wait. */
export interface Slot {
  /** The newest action; an older one that it replaced is never sent. */
  next?: Action | undefined;
  /** As its newest action asked for. */
  pace?: Pace;
  /** With `@debounce`: since when something waits here without a break. */
  since?: number;
  /** It is not to go before this; 0 when nothing is to be waited for. */
  timer: number;
  /** The newest that is on its way, where the next has to wait for its reply. */
  flying?: Action | undefined;
}

/** The pace of an action that comes to a slot; null: it is dropped. */
export type PaceOf = (action: Action, slot: Slot) => Pace | null;

/** What is never debounced, but lets go what is. */
const IMMEDIATE = /submit|blur|focus|poll/;
/** As long as a timer can wait. */
const FOREVER = 2 ** 31 - 1;

/** The pace that the element asks for. */
export function ownPace({ element, target, kind, wait }: Action): Pace {
  const debounce = IMMEDIATE.test(kind) ? null : (wait ?? target.getAttribute("dj-debounce") ?? element.getAttribute("dj-debounce"));
  return {
    wait: debounce === null ? null : debounce === "blur" ? FOREVER : +debounce,
    pause: kind === "submit" ? 0 : +element.getAttribute("dj-throttle")!,
  };
}

/** The pace that the element asks for; where it does not say, that of `@debounce` or `@throttle`. */
export function pace(action: Action, slot: Slot): Pace | null {
  const found = decorated(action, slot);
  if (!found) trace(action, "dropped");
  else if (found.wait !== null) trace(action, `waits ${found.wait} ms`);
  else if (slot.timer || slot.flying) trace(action, "waits");
  return found;
}

function decorated(action: Action, slot: Slot): Pace | null {
  const own = ownPace(action);
  const { d, t } = brief(action.handler);
  if (own.wait !== null || own.pause || action.kind === "submit") return own;
  if (d && !IMMEDIATE.test(action.kind)) {
    const [wait, longest = FOREVER] = d;
    const now = performance.now();
    if (!slot.next) slot.since = now;
    return { wait: Math.max(0, Math.min(wait, slot.since! + longest - now)), pause: 0 };
  }
  if (!t) return own;
  const [pause, leading = 1, trailing = 1] = t;
  // Between two that may go, nothing is kept where only the first counts; and the first one waits where only the last does.
  if (slot.timer && !trailing) return null;
  return { wait: leading || slot.timer ? null : pause, pause };
}
