/** What waits: one slot for each element and handler, so that three rows on one handler never swallow each other. */

import type { Action, Go } from "../types";

export interface Slot {
  readonly of: Action;
  /** The newest action; an older one that it replaced is never sent. */
  next?: Action | undefined;
  timer?: ReturnType<typeof setTimeout>;
  /** How many are on their way. */
  flying: number;
}

/** In the order in which they were opened. */
export type Slots = Set<Slot>;

export function find(slots: Slots, { element, handler }: Action): Slot | undefined {
  for (const slot of slots) if (slot.of.element === element && slot.of.handler === handler) return slot;
  return undefined;
}

export function open(slots: Slots, action: Action): Slot {
  const slot = find(slots, action) ?? { of: action, flying: 0 };
  slots.add(slot);
  return slot;
}

/** Sends what waits: all, or what is inside an element. */
export function flush(slots: Slots, go: Go, within: Node = document): void {
  for (const slot of [...slots]) {
    const { next } = slot;
    if (!next || !within.contains(slot.of.element)) continue;
    slot.next = undefined;
    go(next);
  }
}
