import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { readConfig } from "../../src/config";
import { features } from "../../src/features";
import "../../src/predictor";
import { start } from "../../src/start";
import type { Live } from "../../src/start";
import { createStore } from "../../src/state/store";
import { outcomes } from "../../src/view/outcomes";
import { mutations } from "../dom/stage";
import { FakeSocket } from "../fake-socket";

/** count, open, rows of an id and whether it is liked. */
const STATE = [0, false, { c: [[[[1, 3]]], ["010", [false, true]]] }];
const ROW = [
  [0, 3, ["if", [4, 1], "on", ""], "class"],
  [1, 0, ["cat", ["if", [4, 1], "yes", "no"]]],
];
const PARTS = [
  [0, 0, ["cat", [0]]],
  [1, 5, ["if", [1], 0, null], [[["cat", '<p><input name="q"> <i dj>', [0], "</i></p>"], [[0, 0, ["cat", [0]]]]]]],
  [2, 0, ["cat", ["len", [2]], " left"]],
  [3, 8, [2], 4, [], ROW, [], []],
];
const HANDLERS = {
  add: { o: [[["by", "int", 1]], [["=", ["+", [0], [3]], 0]]] },
  flip: { o: [[], [["=", ["not", [1]], 1]]] },
  like: { o: [[["item_id", "int"]], [["each", [2], 4, [["if", ["==", [4, 0], [3]], [["=", ["not", [4, 1]], 4, 1], ["break"]]]]]]] },
  drop: { o: [[["item_id", "int"]], [["each", [2], 4, [["if", ["==", [4, 0], [3]], [["=", ["del", [2], [4]], 2], ["break"]]]]]]] },
};
const row = (id: number, liked: boolean): string => `<li dj-key="${id}" class="${liked ? "on" : ""}"><b>${liked ? "yes" : "no"}</b></li>`;
const ROWS = `<ul><!--{li@ b.-->${row(1, false)}${row(2, true)}${row(3, false)}<!--}--></ul>`;
const PAGE = `<button id="add" dj-click="add">+</button><button id="two" dj-click="add" data-by="2" dj-disable-with="…">+2</button><button id="flip" dj-click="flip">o</button>
<output dj>0</output><div><!--{--><!--}--></div><u dj>3 left</u>${ROWS}
<a id="other" dj-click="other">x</a>${[1, 2, 3, 9].map((id) => `<a class="like" dj-click="like" data-item-id="${id}">${id}</a><a class="drop" dj-click="drop" data-item-id="${id}">x</a>`).join("")}`;
const MARKS = 6;

let stop: AbortController;
let djust: Live;

function open(handlers: object = HANDLERS, parts: unknown = PARTS, state: unknown = STATE): void {
  stop = new AbortController();
  document.body.innerHTML = PAGE;
  const script = document.createElement("script");
  Object.assign(script.dataset, { session: "id1", digest: "d1", marks: `${MARKS}`, ws: "/live/", handlers: JSON.stringify(handlers), prediction: JSON.stringify({ s: state, p: parts }) });
  script.type = "text/plain";
  document.body.append(script);
  djust = start(readConfig(document)!, stop.signal, features(createStore(), outcomes(), () => ({})));
  server().onopen!();
  server().receive("joined", { key: "k1", frame: 0, how: "adopted" });
}

beforeEach(() => {
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  FakeSocket.all = [];
  open();
});

afterEach(() => {
  stop.abort();
  document.body.replaceChildren();
  document.documentElement.className = "";
  document.querySelectorAll(".dj-banner").forEach((element) => element.remove());
  document.adoptedStyleSheets = [];
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const server = (): FakeSocket => FakeSocket.last;
const $ = <T extends HTMLElement>(selector: string): T => document.querySelector<T>(selector)!;
const click = (selector: string): void => $(selector).click();
const count = (): string => $("output").textContent;
const rows = (): string => [...document.querySelectorAll("li")].map((li) => `${li.getAttribute("dj-key")}${li.className}:${li.textContent}`).join(" ");
const changes = (act: () => void): string[] => mutations(document, act).filter((line) => !/^(a|button|html|undefined)\b/.test(line));

function reconnect(): void {
  server().onclose!(new CloseEvent("close"));
  djust.connect();
  server().onopen!();
}

describe("a click", () => {
  test("shows what it will do before its frame leaves", () => {
    let shown = "";
    server().send = () => (shown = count());
    click("#add");

    expect(shown).toBe("1");
  });

  test("that the server confirms changes nothing further", () => {
    click("#add");

    expect(changes(() => server().receive(1, 1, [[0, "1"]], { state: [0, 1] }))).toEqual([]);
    expect(count()).toBe("1");
    expect(djust.pending).toBe(0);
  });

  test("in quick succession: two show two, and never one", () => {
    click("#add");
    click("#two");

    expect(count()).toBe("3");
    expect(changes(() => server().receive(1, 1, [[0, "1"]], { state: [0, 1] }))).toEqual([]);
    expect(changes(() => server().receive(2, 2, [[0, "3"]], { state: [0, 3] }))).toEqual([]);
    expect(count()).toBe("3");
  });

  test("that the server sees otherwise becomes what the server says", () => {
    click("#add");
    server().receive(1, 1, [[0, "10"]], { state: [0, 10] });

    expect(count()).toBe("10");

    click("#add");

    expect(count()).toBe("11");
  });

  test("twice, there and back, shows what was there", () => {
    click("#flip");
    click("#flip");

    expect($("div").textContent).toBe("");

    server().receive(1, 1, [[1, 2, '<p><input name="q"> <i dj>0</i></p>']], { state: [1, true] });

    expect($("div").textContent).toBe("");

    server().receive(2, 2, [[1, 2, ""]], { state: [1, false] });

    expect($("div").innerHTML).toBe("<!--{--><!--}-->");
  });

  test("whose parameters the server will refuse predicts nothing, and is sent", () => {
    $("#two").dataset.by = "many";
    click("#two");

    expect(count()).toBe("0");
    expect(djust.pending).toBe(1);
  });
});

describe("a reply to something else, while a prediction is shown,", () => {
  test("changes what is under it", () => {
    click("#add");
    click("#other");
    server().receive(1, 0, [[0, "5"]], { state: [0, 5] });

    expect(count()).toBe("6");

    server().receive(2, 1, [], { error: { code: "handler.failed", text: "No." } });

    expect(count()).toBe("5");
  });

  test("may take the region away in which it stands", () => {
    server().receive(1, 0, [[1, 2, '<p><input name="q"> <i dj>0</i></p>']], { state: [1, true] });
    click("#add");

    expect($("i").textContent).toBe("1");

    server().receive(2, 0, [[1, 2, ""]], { state: [1, false] });
    server().receive(3, 1, [[0, "1"]], { state: [0, 1] });

    expect($("div").textContent).toBe("");
    expect(count()).toBe("1");
  });

  test("may remove and move the rows of it", () => {
    click(".like");
    click(".like[data-item-id='3']");
    server().receive(1, 0, [[2, "2 left"], [3, 7, [2, 1]]], { state: [2, { o: [2, 1] }] });

    expect(rows()).toBe("3on:yes 2on:yes");

    server().receive(2, 1, []);
    server().receive(3, 2, [[3, 8, 0, [[0, 3, { class: "on" }], [1, "yes"]]]], { state: [2, { r: [0, [3, true]] }] });

    expect(rows()).toBe("3on:yes 2on:yes");

    click(".like[data-item-id='3']");

    expect(rows()).toBe("3:no 2on:yes");
  });

  test("may be the whole page", () => {
    click("#add");
    server().receive(1, 0, [], { html: `<!doctype html><body>${document.body.innerHTML.replace("<output dj>1", "<output dj>5").replace("&quot;s&quot;:[0,", "&quot;s&quot;:[5,")}</body>` });

    expect(count()).toBe("6");

    server().receive(2, 1, [[0, "6"]], { state: [0, 6] });

    expect(count()).toBe("6");
  });
});

describe("a prediction ends", () => {
  test("with an error, and what the server said is shown", () => {
    click("#add");
    click(".like");
    server().receive(1, 1, [], { error: { code: "handler.failed", text: "No." } });

    expect(count()).toBe("0");
    expect(rows()).toBe("1on:yes 2on:yes 3:no");

    server().receive(2, 2, [], { error: { code: "rate.limited", text: "Too fast.", wait: 1 } });

    expect(rows()).toBe("1:no 2on:yes 3:no");
  });

  test("when it is answered, though a task goes on", () => {
    click("#add");
    server().receive(1, 1, [], { more: "add" });

    expect(count()).toBe("0");
    expect(djust.pending).toBe(1);
  });

  test("with a connection that cannot be resumed", () => {
    click("#add");
    reconnect();

    expect(count()).toBe("1");

    server().receive("refused", { code: "resume.unknown", text: "" });
    server().receive("joined", { key: "k2", frame: 0, how: "values", ops: [[0, "7"]], state: [0, 7] });

    expect(count()).toBe("7");

    click("#add");

    expect(count()).toBe("8");
  });

  test("where the page is as it was, only for what was sent", () => {
    click("#add");
    server().onclose!(new CloseEvent("close"));
    click("#two");

    expect(count()).toBe("3");

    djust.connect();
    server().onopen!();
    server().receive("refused", { code: "resume.unknown", text: "" });
    server().receive("joined", { key: "k2", frame: 0, how: "same" });

    expect(count()).toBe("2");

    server().receive(1, 1, [[0, "2"]], { state: [0, 2] });

    expect(count()).toBe("2");
    expect(djust.pending).toBe(0);
  });

  test("with what a resume says of it, well or not", () => {
    click("#add");
    click("#two");
    click("#flip");
    reconnect();
    server().receive("resumed", { frame: 1, ref: 2, ops: [[0, "1"]], replies: [{ ref: 2, error: { code: "handler.failed", text: "No." } }], state: [0, 1] });

    expect(count()).toBe("1");
    expect($("i").textContent).toBe("1");

    server().receive(2, 3, [[1, 2, '<p><input name="q"> <i dj>1</i></p>']], { state: [1, true] });

    expect($("div").textContent).toBe(" 1");
    expect(djust.pending).toBe(0);
  });
});

test("clicks without a connection show what they will do", () => {
  server().onclose!(new CloseEvent("close"));
  click("#add");
  click("#add");

  expect(count()).toBe("2");

  djust.connect();
  server().onopen!();
  server().receive("resumed", { frame: 0, ref: 0, ops: [], replies: [] });

  expect(count()).toBe("2");
});

test("more clicks than can wait predict no more than do", () => {
  server().onclose!(new CloseEvent("close"));
  for (let i = 0; i < 1003; i++) click("#add");

  expect(count()).toBe("1000");
});

describe("rows", () => {
  test("are found by their key, and are liked and not", () => {
    click(".like");
    click(".like[data-item-id='2']");
    click(".like[data-item-id='9']");

    expect(rows()).toBe("1on:yes 2:no 3:no");
    expect(changes(() => server().receive(1, 1, [[3, 8, 0, [[0, 3, { class: "on" }], [1, "yes"]]]], { state: [2, { r: [0, [1, true]] }] }))).toEqual([]);
    expect(rows()).toBe("1on:yes 2:no 3:no");
  });

  test("go at once, and so does their number", () => {
    const [, second] = document.querySelectorAll("li");
    click(".drop[data-item-id='2']");

    expect([rows(), $("u").textContent]).toEqual(["1:no 3:no", "2 left"]);
    expect(changes(() => server().receive(1, 1, [[2, "2 left"], [3, 7, [0, 2]]], { state: [2, { o: [0, 2] }] }))).toEqual([]);

    click(".drop[data-item-id='3']");
    server().receive(2, 2, [], { error: { code: "handler.failed", text: "No." } });

    expect(rows()).toBe("1:no 3:no");
    expect(second!.isConnected).toBe(false);
  });
});

describe("what a person does in a predicted part", () => {
  test("stays when the server draws it, too", () => {
    click("#flip");
    const field = $<HTMLInputElement>("input");
    field.focus();
    field.value = "typed";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.setSelectionRange(2, 3);
    click("#other");
    click("#add");
    server().receive(1, 1, [[1, 2, '<p><input name="q"> <i dj>0</i></p>']], { state: [1, true] });
    server().receive(2, 2, []);
    server().receive(3, 3, [[0, "1"], [1, 5, [[0, "1"]]]], { state: [0, 1] });

    expect([$("input"), document.activeElement, field.value, field.selectionStart, field.selectionEnd]).toEqual([field, field, "typed", 2, 3]);
    expect($("i").textContent).toBe("1");
  });
});

describe("marks of what is on its way", () => {
  test("lie over predictions, and both are gone in the end", () => {
    click("#two");

    expect([$("#two").textContent, $<HTMLButtonElement>("#two").disabled, count()]).toEqual(["…", true, "2"]);

    server().receive(1, 1, [], { error: { code: "handler.failed", text: "No." } });

    expect($("#two").outerHTML).toBe('<button id="two" dj-click="add" data-by="2" dj-disable-with="…">+2</button>');
    expect(count()).toBe("0");
  });
});

test("a program that fails draws nothing, and the click goes on its way", () => {
  stop.abort();
  open({ add: { o: [[], [["nonsense"]]] } });
  click("#add");

  expect(count()).toBe("0");
  expect(djust.pending).toBe(1);

  server().receive(1, 1, [[0, "1"]]);

  expect(count()).toBe("1");
});

test("HTML that does not stay in its place is not shown, and the server is told nothing of it", () => {
  stop.abort();
  open(HANDLERS, [[1, 5, ["if", [1], 0, null], [["<b>x</b></div>", []]]]]);
  click("#flip");

  expect($("div").textContent).toBe("");
  expect(server().sent.slice(1)).toEqual([[1, 0, "flip", { x: 0, y: 0 }]]);
});
