/**
 * Earlier outcomes of handlers with `@cache`, as this page shows them; what they are to the server lies there, under the same number. Those that were
 * used longest ago make room.
 */

import { brief } from "../config";
import type { Part } from "../dom/blocks";
import { given } from "../events/given";
import { INSIDE } from "../messages";
import type { Kept, Op } from "../messages";
import type { Action } from "../types";

/** The bounds are the server's (`session/cache.py`). */
const MOST = 100;
const HEAVIEST = 256 * 1024;

export interface Outcome {
  readonly handler: string;
  readonly id: number;
  readonly since: number;
  readonly weight: number;
  /** How it is shown: those operations that still lead to the parts they led to. A branch that has turned has others, also when it turned back. */
  shown(page: Part): readonly Op[];
}

export interface Outcomes {
  /** The outcome that an action had before, if it is not too old. */
  find(action: Action): Outcome | undefined;
  /** Keeps what came of an action, in place of what came of it before; nothing under the number 0. */
  keep(action: Action, kept: Kept, page: Part): void;
  /** Forgets those of one handler, or all. */
  clear(handler?: string): void;
}

/** The parts that operations come to. */
const aims = (block: Part | undefined, ops: readonly Op[]): unknown[] =>
  ops.flatMap(([number, what, inside]) => {
    const part = block?.parts[number];
    return what === INSIDE ? aims(part, inside as Op[]) : [part];
  });

/** Handler and parameters, as they are sent; nothing where nothing is kept. */
function keyOf(action: Action): string | undefined {
  const { c } = brief(action.handler);
  const params = given(action);
  return c && params && JSON.stringify([action.handler, ...c[1].map((name) => params[name])]);
}

export function outcomes(): Outcomes {
  // In the order in which they were used.
  const all = new Map<string, Outcome>();

  function put(key: string, outcome: Outcome): void {
    let weight = 0;
    all.delete(key);
    all.set(key, outcome);
    [...all].reverse().forEach(([each, one], i) => {
      if (i >= MOST || (weight += one.weight) > HEAVIEST) all.delete(each);
    });
  }

  return {
    find(action) {
      const key = keyOf(action)!;
      const outcome = all.get(key);
      if (!outcome || Date.now() - outcome.since >= brief(action.handler).c![0]) return;
      put(key, outcome);
      return outcome;
    },
    keep(action, [id, ops = []], page) {
      const key = keyOf(action);
      const { handler } = action;
      const parts = aims(page, ops);
      const shown = (now: Part): Op[] => ops.filter((op) => aims(now, [op]).every((part) => parts.includes(part)));
      // The number 0 is too old from the beginning.
      if (key) put(key, { handler, id, since: id && Date.now(), weight: JSON.stringify(ops).length, shown });
    },
    clear(handler) {
      for (const [key, outcome] of all) if (!handler || outcome.handler === handler) all.delete(key);
    },
  };
}
