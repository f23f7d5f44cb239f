import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { clientState } from "../../src/features/state";
import type { Feature } from "../../src/feature";
import type { Extras } from "../../src/messages";
import { createStore } from "../../src/state/store";
import type { SharedState } from "../../src/state/store";
import { $, Stage, show } from "./stage";

let stage: Stage;
let state: SharedState;
let feature: Feature;
let told: unknown[];

afterEach(() => {
  stage.stop();
  document.querySelector("script[data-session]")?.remove();
  vi.restoreAllMocks();
});

function open(html: string, handlers: object, initial?: object): void {
  const script = document.createElement("script");
  Object.assign(script.dataset, { session: "s", handlers: JSON.stringify(handlers), ...(initial && { state: JSON.stringify(initial) }) });
  document.head.append(script);
  show(html);
  const store = createStore();
  feature = clientState(store);
  state = store.shared;
  stage = new Stage([feature]);
  told = [];
  for (const key of ["tab", "sort"]) state.subscribe(key, (value) => told.push([key, value]));
}

function act(call: string, params: object = {}, types: object = {}): void {
  const element = $("i");
  stage.host.perform({ element, target: element, kind: "click", handler: call.split("(")[0]!, call, params, types, carried: new Map() } as never);
}

/** The server's frame for the oldest action. */
function reply(extras: Extras = {}, over = true): void {
  const action = stage.sent.find((each) => !answered.has(each))!;
  feature.received!(extras, [action]);
  stage.updated();
  if (!over) return;
  answered.add(action);
  feature.end!(action);
}
let answered: Set<unknown>;
beforeEach(() => void (answered = new Set()));

test("a key that is a parameter is published before the server answers, once", () => {
  open(`<i></i>`, { go: { s: ["tab"] } });
  act("go", { tab: "a", sort: "up", other: 1 });

  expect(told).toEqual([["tab", "a"]]);

  reply({ publish: { tab: "a" } });

  expect(told).toEqual([["tab", "a"]]);
});

test("an argument by position is a parameter", () => {
  open(`<i></i>`, { go: { s: ["tab", "sort"], p: ["page", "tab"] } });
  act("go(3, 'b')");

  expect(state.snapshot()).toEqual({ tab: "b" });
});

test("a parameter is published as the handler will get it; what will be refused is not", () => {
  open(`<i></i>`, { go: { s: [["n", "int"], ["on", "bool"], "tab"] } });
  act("go", { n: "5", on: "false", tab: "5" });

  expect(state.snapshot()).toEqual({ n: 5, on: false, tab: "5" });

  act("go", { n: "many", on: 1.5, tab: "5" });
  act("go", { n: "", on: "" });

  expect(state.snapshot()).toEqual({ n: 5, on: false, tab: "5" });

  act("go", { tab: "" });

  expect(state.get("tab")).toBe("");
});

test("a value with a type is published as what it means; what only the server reads is left to it", () => {
  open(`<i></i>`, { go: { s: ["tab", "sort"], p: ["page", "tab"] } });
  act("go", { tab: " 5 ", sort: "off" }, { tab: "int", sort: "bool" });

  expect(state.snapshot()).toEqual({ tab: 5, sort: false });

  act("go", { tab: "a, b", sort: "a" }, { tab: "list" });
  act("go(1, 'a\\n')", { sort: "b" });

  expect(state.snapshot()).toEqual({ tab: 5, sort: false });
});

test("nothing is published of what was not sent", () => {
  open(`<i></i>`, { go: { s: [["n", "int"], ["on", "bool"], "tab"] } });
  act("go", {});

  expect(state.snapshot()).toEqual({});
});

test("what the handler says counts", () => {
  open(`<i></i>`, { go: { s: ["tab"] } });
  act("go", { tab: " A " });
  reply({ publish: { tab: "a", sort: "down" } });

  expect(state.snapshot()).toEqual({ tab: "a", sort: "down" });
});

test.each([{ error: { code: "rate.limited", text: "" } }, {}])("what is refused, fails or is given up is taken back", (extras) => {
  open(`<i></i>`, { go: { s: ["tab"] } }, { tab: "home" });
  told = [];
  act("go", { tab: "a" });
  reply(extras);

  expect(told).toEqual([["tab", "a"], ["tab", "home"]]);
});

test("while its task goes on, what was expected is shown", () => {
  open(`<i></i>`, { go: { s: ["tab"] } });
  act("go", { tab: "a" });
  reply({ more: "go" }, false);

  expect(state.get("tab")).toBe("a");

  reply({ done: ["go"], publish: { tab: "b" } });

  expect(told).toEqual([["tab", "a"], ["tab", "b"]]);
});

test("answers that were lost on the way come with the resume", () => {
  open(`<i></i>`, { go: { s: ["tab"] } });
  act("go", { tab: "a" });
  reply({ replies: [{ ref: 1, publish: { tab: "b", sort: "up" } }] });

  expect(state.snapshot()).toEqual({ tab: "b", sort: "up" });
});

test("what the page begins with is there before anything happens", () => {
  open(`<i></i>`, {}, { tab: "home" });

  expect(state.snapshot()).toEqual({ tab: "home" });
});

test("dj-subscribe calls handlers with the key and its value, and whatever the element adds", () => {
  open(`<i></i><b dj-subscribe="tab:load, sort: order tab:count" data-list-id:int="7" data-key:int="row 1"></b>`, { go: { s: ["tab"] } });
  act("go", { tab: "a" });
  state.set("sort", null as never);
  state.set("nobody", 1);

  expect(stage.sent[1]!.types).toEqual({ list_id: "int" });
  expect(stage.sent.slice(1).map(({ handler, kind, params }) => [handler, kind, params])).toEqual([
    ["load", "subscribe", { list_id: "7", key: "tab", value: "a" }],
    ["count", "subscribe", { list_id: "7", key: "tab", value: "a" }],
    ["order", "subscribe", { list_id: "7", key: "sort", value: null }],
  ]);
});

test("a handler that is called because of a key does not publish that key, but others", () => {
  open(`<i dj-subscribe="tab:load"></i>`, { load: { s: ["key", "tab", "list"] } });
  state.set("tab", "a");

  expect(stage.sent.length).toBe(1);

  reply({ publish: { tab: "A", sort: "up" } });

  expect(stage.sent.length).toBe(1);
  expect(state.get("tab")).toBe("a");
  expect(state.get("sort")).toBe("up");
});

test("an element that is gone is not called, one that came later is", () => {
  open(`<i dj-subscribe="tab:load"></i>`, {});
  show(`<b dj-subscribe="tab:count"></b>`);
  state.set("tab", "a");

  expect(stage.sent.map(({ handler }) => handler)).toEqual(["count"]);
});

test.each(["tab", "tab:", ":load", ":"])("dj-subscribe=%j is complained about once", (source) => {
  const complain = vi.spyOn(console, "error").mockImplementation(() => undefined);
  open(`<i dj-subscribe="${source}"></i>`, {});
  state.set("tab", "a");
  state.set("tab", "b");

  expect(complain.mock.calls.map(([, detail]) => detail)).toEqual([source]);
  expect(stage.sent).toEqual([]);
});
