/** What waits: one slot for each element and handler, so that three rows on one handler never swallow each other. */

import type { Action, Go } from "../types";

export interface Slot {
  readonly element: Element;
  /** The newest action; an older one that it replaced is never sent. */
  next?: Action | undefined;
  timer?: ReturnType<typeof setTimeout>;
  /** How many are on their way. */
  flying: number;
}

export class Slots {
  private readonly _byElement = new Map<Element, Map<string, Slot>>();

  of({ element, handler }: Action): Slot | undefined {
    return this._byElement.get(element)?.get(handler);
  }

  open({ element, handler }: Action): Slot {
    let slots = this._byElement.get(element);
    if (!slots) this._byElement.set(element, (slots = new Map<string, Slot>()));
    let slot = slots.get(handler);
    if (!slot) slots.set(handler, (slot = { element, flying: 0 }));
    return slot;
  }

  close({ element, handler }: Action): void {
    const slots = this._byElement.get(element);
    clearTimeout(slots?.get(handler)?.timer);
    slots?.delete(handler);
    if (!slots?.size) this._byElement.delete(element);
  }

  /** Sends what waits, in the order in which the slots were opened: all, or what is inside an element. */
  flush(go: Go, within?: Element): void {
    for (const slots of [...this._byElement.values()]) {
      for (const slot of [...slots.values()]) {
        const { next } = slot;
        if (!next || (within && !within.contains(slot.element))) continue;
        slot.next = undefined;
        go(next);
      }
    }
  }
}
