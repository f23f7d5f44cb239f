/** Elements, written as they nest: `el("p.note", "text", el("b", "bold"))`. Text is text, never HTML. */

export type Child = Node | string | number | null | undefined | false;

export function el(what: string, ...children: (Child | readonly Child[])[]): HTMLElement {
  const [name, ...classes] = what.split(".");
  const made = document.createElement(name || "div");
  if (classes.length) made.className = classes.join(" ");
  fill(made, ...children);
  return made;
}

/** Puts these children in the place of those that are there. */
export function fill(element: HTMLElement, ...children: (Child | readonly Child[])[]): void {
  const shown = children.flat().filter((child): child is Node | string | number => child !== null && child !== undefined && child !== false);
  element.replaceChildren(...shown.map((child) => (child instanceof Node ? child : `${child}`)));
}

/** A button that says what it does. */
export function button(text: string, act: () => void): HTMLButtonElement {
  const made = el("button", text) as HTMLButtonElement;
  made.type = "button";
  made.onclick = act;
  return made;
}

/** A table with a heading for each column. */
export function table(headings: readonly string[], rows: readonly (readonly Child[])[]): HTMLElement {
  const row = (cell: string) => (cells: readonly Child[]) => el("tr", ...cells.map((each) => el(cell, each)));
  return el("table", el("thead", row("th")(headings)), el("tbody", ...rows.map(row("td"))));
}

/** Names and what belongs to them. */
export const pairs = (rows: readonly (readonly [string, Child | readonly Child[]])[]): HTMLElement =>
  el("dl", ...rows.flatMap(([name, value]) => [el("dt", name), el("dd", value)]));

export const ms = (time: number | undefined): string => (time === undefined ? "–" : time < 10 ? `${time.toFixed(1)} ms` : `${Math.round(time)} ms`);
export const size = (bytes: number): string => (bytes < 10_000 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} KB`);
export const clock = (at: number): string => `${(at / 1000).toFixed(2)} s`;

/** A value in one line, as JavaScript would write it, and not without end. */
export function brief(value: unknown, longest = 80): string {
  const text = value === undefined ? "" : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
