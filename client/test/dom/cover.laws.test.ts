/** Laws of what is drawn over a page, on random pages: whatever was drawn and whatever the server said meanwhile, the page shows what it should. */

import { expect, test } from "vitest";

import { covers } from "../../src/dom/cover";
import { ATTRIBUTES, INSIDE, LIST, REPLACE, ROWS, START_TAG } from "../../src/messages";
import type { Op, Run } from "../../src/messages";
import { load, mutations } from "./stage";

interface Row {
  readonly id: number;
  readonly on: boolean;
  readonly text: string;
}

/** What the page of these laws is made of. */
interface State {
  readonly text: string;
  readonly cls: string;
  readonly busy: boolean;
  /** Which arm stands: none, a form, or rows. */
  readonly arm: 0 | 1 | 2;
  readonly items: readonly Row[];
  readonly lines: readonly Row[];
}

const formHtml = ({ text }: State): string => `<form><input name="q"><b dj>${text}</b></form>`;
const itemHtml = ({ id, on, text }: Row): string => `<li dj-key="${id}" class="${on ? "on" : ""}"><b>${text}</b></li>`;
const itemsHtml = ({ items }: State): string => (items.length ? `\n${items.map(itemHtml).join("\n\n")}\n` : "<p>none</p>");
/** Without marks where there are none to be: a loop of which nothing stands is only its marks. */
const insideList = (state: State): string => `<ul><!--{li@ b.-->${state.items.length ? itemsHtml(state) : ""}<!--}--></ul>`;
const lineHtml = ({ on, text }: Row): string => `<!--,-->${text}<!--{-->${on ? "<i>!</i>" : ""}<!--}--><hr>`;
const armHtml = (state: State): string => ["", formHtml(state), insideList(state)][state.arm]!;
const tagHtml = ({ busy, cls }: State): string => `<button title="${cls}"${busy ? " disabled" : ""}>`;

const pageHtml = (state: State): string =>
  `<p class="${state.cls}" dj=@.>${state.text}</p><div><!--{-->${armHtml(state)}<!--}--></div>` +
  `<ol><!--{li@ b.-->${state.items.length ? itemsHtml(state) : ""}<!--}--></ol>` +
  `<section><!--{*-->${state.lines.map(lineHtml).join("")}<!--}--></section>${tagHtml(state).replace(">", " dj=@>")}go</button>`;

/** The operations that lead from one state to another, as the server would write them. */
function diff(old: State, now: State): Op[] {
  const ops: Op[] = [];
  if (old.cls !== now.cls) ops.push([0, ATTRIBUTES, { class: now.cls }]);
  if (old.text !== now.text) ops.push([1, now.text]);
  if (old.arm !== now.arm) ops.push([2, REPLACE, armHtml(now)]);
  else if (now.arm === 1 && old.text !== now.text) ops.push([2, INSIDE, [[0, now.text]]]);
  else if (now.arm === 2) {
    const inside = list(0, old.items, now.items, itemHtml, itemOps, "\n", "\n\n");
    if (inside) ops.push([2, INSIDE, [inside]]);
  }
  for (const op of [list(3, old.items, now.items, itemHtml, itemOps, "\n", "\n\n"), list(4, old.lines, now.lines, lineHtml, lineOps)]) if (op) ops.push(op);
  if (tagHtml(old) !== tagHtml(now)) ops.push([5, START_TAG, tagHtml(now)]);
  return ops;
}

const itemOps = (old: Row, now: Row): Op[] => [
  ...(old.on === now.on ? [] : [[0, ATTRIBUTES, { class: now.on ? "on" : "" }] as const]),
  ...(old.text === now.text ? [] : [[1, now.text] as const]),
];
/** The text of a line is not its own part: it stands for what never changes. */
const lineOps = (old: Row, now: Row): Op[] => (old.on === now.on ? [] : [[0, REPLACE, now.on ? "<i>!</i>" : ""]]);

function list(part: number, old: readonly Row[], now: readonly Row[], html: (row: Row) => string, rowOps: (old: Row, now: Row) => Op[], edge = "", gap = ""): Op | null {
  if (!old.length || !now.length) return old.length === now.length ? null : [part, REPLACE, now.length ? edge + now.map(html).join(gap) + edge : ""];
  const order: Run[] = [];
  const rows: (number | Op[])[] = [];
  let fresh = "";
  now.forEach((row, index) => {
    const place = old.findIndex(({ id }) => id === row.id);
    if (place < 0) {
      order.push([-1, 1]);
      fresh += html(row);
      return;
    }
    order.push(place);
    const ops = rowOps(old[place]!, row);
    if (ops.length) rows.push(index, ops);
  });
  if (old.length === now.length && order.every((place, index) => place === index)) return rows.length ? [part, ROWS, ...rows] : null;
  return rows.length ? [part, LIST, order, fresh, rows] : fresh ? [part, LIST, order, fresh] : [part, LIST, order];
}

/** Numbers that look random and are the same each time (mulberry32). */
function chance(seed: number): (below: number) => number {
  return (below) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

let ids = 0;
const newRow = (any: (below: number) => number): Row => ({ id: ++ids, on: !any(2), text: "abc"[any(3)]! + ids });

/** One small change of a state. */
function step(state: State, any: (below: number) => number): State {
  const rows = (old: readonly Row[], fixed: boolean): readonly Row[] => {
    const next = [...old];
    const at = any(next.length + 1);
    const kind = any(5);
    if (kind === 0) next.splice(at, 0, newRow(any));
    else if (kind === 1) next.splice(at, 1);
    else if (kind === 2 && next.length) next.push(next.shift()!);
    else if (next[at]) next[at] = { ...next[at], on: !next[at].on, ...(fixed ? {} : { text: "xyz"[any(3)]! }) };
    return next;
  };
  switch (any(6)) {
    case 0: return { ...state, text: "0123"[any(4)]! };
    case 1: return { ...state, cls: ["", "a", "b c"][any(3)]! };
    case 2: return { ...state, arm: any(3) as State["arm"] };
    case 3: return { ...state, items: rows(state.items, false) };
    case 4: return { ...state, lines: rows(state.lines, true) };
    default: return { ...state, busy: !state.busy };
  }
}

const plain = (html: string): string => html.replace(/<!--(\{.*?|\}|,)-->/g, "").replace(/ dj="[@!.]*"/g, "").replace(' class=""', "");

/** How a browser reads the page of this state; an attribute without a value is none. */
function expected(state: State): string {
  const holder = document.createElement("body");
  holder.innerHTML = pageHtml(state);
  return sorted(holder);
}

/** The body as text, attributes in one order: those that came later stand behind. */
function sorted(body: Element): string {
  const copy = body.cloneNode(true) as Element;
  for (const element of copy.querySelectorAll("*")) {
    const attributes = [...element.attributes].filter(({ name, value }) => value || name !== "class").sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const { name } of [...element.attributes]) element.removeAttribute(name);
    for (const { name, value } of attributes) element.setAttribute(name, value);
  }
  return plain(copy.innerHTML);
}

const LAWS = 60;
const STEPS = 16;

test(`${LAWS} random pages show what is drawn over what the server says, and what it says when nothing is`, async () => {
  for (let seed = 1; seed <= LAWS; seed++) {
    const any = chance(seed);
    let said: State = { text: "0", cls: "", busy: false, arm: any(3) as State["arm"], items: [newRow(any), newRow(any)], lines: [newRow(any)] };
    const stage = await load(pageHtml(said));
    const over = covers(stage.page);
    let drawn = said;
    for (let n = 0; n < STEPS; n++) {
      const label = `seed ${seed}, step ${n}`;
      const confirms = drawn !== said && !any(3);
      if (any(2)) {
        // The server says something: what was drawn, or something else.
        const next = confirms ? drawn : step(said, any);
        const fault = stage.apply(...diff(said, next));
        expect(fault, label).toEqual([]);
        said = next;
        // What is predicted then is another thing on top of it, or nothing.
        drawn = confirms || any(2) ? said : step(said, any);
        const draw = (): boolean => over.draw(diff(said, drawn));
        if (confirms && n % 2) expect(mutations(stage.document, draw).filter((line) => !line.startsWith("button")), label).toEqual([]);
        else expect(draw(), label).toBe(true);
      } else {
        drawn = any(4) ? step(drawn, any) : said;
        expect(over.draw(diff(said, drawn)), label).toBe(true);
      }
      expect(sorted(stage.document.body), label).toBe(expected(drawn));
    }
    over.draw([]);
    expect(sorted(stage.document.body), `seed ${seed}, in the end`).toBe(expected(said));
    expect(stage.apply(...diff(said, step(said, any))), `seed ${seed}, after the end`).toEqual([]);
  }
});
