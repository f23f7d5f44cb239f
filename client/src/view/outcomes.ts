/**
 * Earlier outcomes of handlers with `@cache`, as this page shows them; what they are to the server lies there, under the same number. Those that were
 * used longest ago make room.
 */

import { brief, given } from "../config";
import type { Part } from "../dom/blocks";
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

const aims = (block: Part | undefined, ops: readonly Op[]): unknown[] =>
  ops.flatMap((op) => {
    const part = block?.held[op[0]];
    return op[1] === INSIDE ? aims(part, op[2] as readonly Op[]) : [part];
  });

const isSame = (some: readonly unknown[], others: readonly unknown[]): boolean => some.every((each, i) => each === others[i]);

export function outcomes(): Outcomes {
  // In the order in which they were used.
  const all = new Map<string, Outcome>();
  let weight = 0;

  function drop(key: string): Outcome | undefined {
    const outcome = all.get(key);
    weight -= outcome?.weight ?? 0;
    all.delete(key);
    return outcome;
  }

  function put(key: string, outcome: Outcome): void {
    all.set(key, outcome);
    weight += outcome.weight;
    for (const oldest of all.keys()) if (all.size > MOST || weight > HEAVIEST) drop(oldest);
  }

  return {
    find(action) {
      const { c } = brief(action.handler);
      if (!c) return;
      const key = keyOf(action, c[1]);
      const outcome = drop(key);
      if (!outcome || Date.now() - outcome.since >= c[0]) return;
      put(key, outcome);
      return outcome;
    },
    keep(action, [id, ops = []], page) {
      const { handler } = action;
      const { c } = brief(handler);
      if (!c) return;
      const key = keyOf(action, c[1]);
      drop(key);
      const parts = ops.map((op) => aims(page, [op]));
      if (id) put(key, { handler, id, since: Date.now(), weight: JSON.stringify(ops).length, shown: (now) => ops.filter((op, i) => isSame(aims(now, [op]), parts[i]!)) });
    },
    clear(handler) {
      for (const [key, outcome] of all) if (!handler || outcome.handler === handler) drop(key);
    },
  };
}

/** Handler and parameters, as they are sent. */
function keyOf(action: Action, names: readonly string[]): string {
  const params = given(action);
  return JSON.stringify([action.handler, ...names.map((name) => params[name])]);
}
