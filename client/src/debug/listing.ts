/** A list of what happened, the newest first, and beside it what is known of the one that is chosen. Arrow keys walk through it. */

import { el, fill } from "./elements";
import type { Child } from "./elements";

interface Item {
  readonly id: number;
  readonly version: number;
}

export interface Listing<T extends Item> {
  readonly items: () => readonly T[];
  /** Says that there is nothing yet. */
  readonly empty: string;
  /** What stands in the list. */
  row(item: T): Child[];
  detail(item: T): Child[];
  /** The pointer, or the focus, is on an item, or on none any more. */
  hover?(item?: T): void;
}

export interface View {
  readonly element: HTMLElement;
  update(): void;
}

export function listing<T extends Item>({ items, empty, row, detail, hover }: Listing<T>): View {
  const list = el("div.list");
  const side = el("section.detail");
  const element = el("div.listing", list, side);
  const rows = new Map<number, { readonly button: HTMLButtonElement; version: number; readonly item: T }>();
  /** Nothing chosen: the newest is shown. */
  let chosen: number | undefined;
  let shown = "";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "What happened, the newest first");
  side.setAttribute("aria-live", "off");
  side.tabIndex = 0;

  function make(item: T): HTMLButtonElement {
    const button = el("button.row") as HTMLButtonElement;
    button.type = "button";
    button.setAttribute("role", "option");
    button.onclick = () => choose(item.id);
    button.onpointerenter = button.onfocus = () => hover?.(item);
    button.onpointerleave = button.onblur = () => hover?.();
    return button;
  }
  function choose(id: number): void {
    chosen = id;
    update();
    rows.get(id)?.button.focus();
  }
  list.onkeydown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const all = [...list.querySelectorAll<HTMLButtonElement>(".row")];
    const at = all.indexOf(event.target as HTMLButtonElement);
    if (!step || at < 0) return;
    event.preventDefault();
    all[at + step]?.click();
  };

  function update(): void {
    const all = items();
    const known = new Set(all.map(({ id }) => id));
    for (const [id, { button }] of rows)
      if (!known.has(id)) {
        button.remove();
        rows.delete(id);
      }
    if (chosen !== undefined && !known.has(chosen)) chosen = undefined;
    const current = all.find(({ id }) => id === chosen) ?? all.at(-1);
    for (const item of all) {
      let entry = rows.get(item.id);
      if (!entry) {
        rows.set(item.id, (entry = { button: make(item), version: -1, item }));
        list.prepend(entry.button);
      }
      if (entry.version !== item.version) {
        entry.version = item.version;
        fill(entry.button, ...row(item));
      }
      const isCurrent = item === current;
      entry.button.setAttribute("aria-selected", `${isCurrent}`);
      entry.button.tabIndex = isCurrent ? 0 : -1;
    }
    const next = current ? `${current.id} ${current.version}` : "";
    if (next !== shown || !current) fill(side, ...(current ? detail(current) : [el("p.empty", empty)]));
    shown = next;
    list.hidden = !current;
  }
  return { element, update };
}
