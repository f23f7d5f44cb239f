/** What runs in the measured page: the client's way from the text of a frame to the changed document, and two ways to do without. */

import "../src/morph";
import { covers } from "../src/dom/cover";
import { Page } from "../src/dom/index";
import { carried } from "../src/dom/fields";
import { LIST, places } from "../src/messages";
import type { Json, Op, Run } from "../src/messages";
import { readState, run, show, update } from "../src/predict";
import type { Entry, Program } from "../src/predict";

interface Times {
  bare: number[];
  laidOut: number[];
}

const page = new Page(document);

/** The operations of a frame. */
const operations = (text: string): Op[] => (JSON.parse(text) as [frame: number, refs: unknown, ops: Op[]])[2];

/** Measures each change by itself and with the layout that it makes necessary. */
function time(changes: readonly (() => void)[]): Times {
  const times: Times = { bare: [], laidOut: [] };
  for (const change of changes) {
    void document.body.offsetHeight;
    const start = performance.now();
    change();
    const changed = performance.now();
    void document.body.offsetHeight;
    times.bare.push(changed - start);
    times.laidOut.push(performance.now() - start);
  }
  return times;
}

/** What `@optimistic` handlers are told of this page: the rows' keys, and whether they are on. */
const SLOTS = [{ c: [[[[1, 1000]]], ["0".repeat(1000), [false, true]]] }];
const PARTS = [[2, 8, [0], 2, [], [[0, 3, ["cat", "row ", ["if", [2, 1], "on", ""]], "class"], [6, 0, ["if", [2, 1], "yes", "no"]]], [], []]] as unknown as Entry[];
const found = (statement: Json): Program => [[["row_id", "int"]], [["each", [0], 2, [["if", ["==", [2, 0], [1]], [statement, ["break"]]]]]]];
const PROGRAMS: Record<string, Program> = { "toggle one row": found(["=", ["not", [2, 1]], 2, 1]), "remove a row": found(["=", ["del", [0], [2]], 0]) };

/** Clicks that are foreseen and then confirmed by the server's frames: from the click to the document changed, and from the frame to the same document. */
function foreseen(name: string, texts: readonly string[]): Record<"click" | "frame", Times> {
  const over = covers(page);
  const confirmed = readState(SLOTS);
  const keys = Array.from({ length: 1000 }, (_, index) => index + 1);
  const times = { click: { bare: [], laidOut: [] } as Times, frame: { bare: [], laidOut: [] } as Times };
  const add = (to: Times, change: () => void): void => {
    const { bare, laidOut } = time([change]);
    to.bare.push(...bare);
    to.laidOut.push(...laidOut);
  };
  for (const text of texts) {
    const [[, code, rest]] = (JSON.parse(text) as [number, number, [[number, number, number & Run[]]]])[2];
    const stayed = code === LIST ? new Set(places(rest)) : null;
    const row = stayed ? keys.findIndex((_, index) => !stayed.has(index)) : rest;
    const row_id = keys[row]!;
    add(times.click, () => {
      // Behind the slots stand variables of an earlier one.
      const after = run(PROGRAMS[name]!, confirmed.slice(0, SLOTS.length), { row_id });
      if (!over.draw(show(PARTS, confirmed, after))) throw new Error("a prediction broke the page");
    });
    const shown = document.body.innerHTML;
    add(times.frame, () => {
      page.apply(operations(text), [carried([])]);
      over.draw([]);
    });
    if (shown !== document.body.innerHTML) throw new Error(`the frame says something else than what was foreseen: ${text}`);
    update(confirmed, [0, stayed ? { o: rest } : { r: [row, [row_id, text.includes('"row on"')]] }]);
    if (stayed) keys.splice(row, 1);
  }
  return times;
}

const inside = (html: string): string => html.slice(html.indexOf("<body>") + 6, html.indexOf("</body>"));

Object.assign(globalThis, {
  bench: {
    load: (): { broken: unknown[]; milliseconds: number } => {
      const start = performance.now();
      const broken = page.load(-1);
      return { broken, milliseconds: performance.now() - start };
    },
    frames: (texts: readonly string[]): Times =>
      time(
        texts.map((text) => () => {
          const broken = page.apply(operations(text), [carried([])]);
          if (broken.length) throw new Error(`a frame broke the page: ${JSON.stringify(broken)}`);
        }),
      ),
    morph: (pages: readonly string[]): Times => time(pages.map((html) => () => page.replaceAll(html, [carried([])]))),
    foreseen,
    /** The rival gets only what stands inside `body`, without the time of taking it out of the page. */
    innerHTML: (pages: readonly string[]): Times =>
      time(pages.map(inside).map((html) => () => void (document.body.innerHTML = html))),
    /** The document as text, to be compared with a page that was navigated to. */
    shown: (): string => `${document.title}${document.body.outerHTML}`,
  },
});
