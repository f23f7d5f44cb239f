import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Part } from "../../src/dom/blocks";
import { carried } from "../../src/dom/fields";
import type { Json, Op } from "../../src/messages";
import type { Action } from "../../src/types";
import { outcomes } from "../../src/view/outcomes";
import type { Outcomes } from "../../src/view/outcomes";

let page: Part;
let kept: Outcomes;

beforeEach(() => {
  vi.useFakeTimers();
  page = new Part(null, null);
  page.parts = [new Part(page, null), new Part(page, null)];
  kept = outcomes();
  const told = { search: { c: [1000, ["q", "page"]], p: ["q", "page"] }, all: { c: [1000, []] } };
  document.body.innerHTML = `<script data-session="x" type="text/plain"></script>`;
  document.body.querySelector("script")!.dataset.handlers = JSON.stringify(told);
});

afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

const act = (call: string, params: Record<string, Json> = {}, types = {}): Action => {
  const element = document.body;
  return { element, target: element, kind: "click", handler: call.split("(")[0]!, call, params, types, carried: carried([]) };
};
const search = (q: Json, more: Record<string, Json> = {}): Action => act("search", { q, ...more });
const keep = (action: Action, id: number, ops: Op[] = []): void => kept.keep(action, [id, ops], page);
const found = (action: Action): number | undefined => kept.find(action)?.id;

test("an outcome belongs to a handler and the values of its key parameters", () => {
  keep(search("a"), 1);

  expect(found(search("a"))).toBe(1);
  expect(found(search("a", { other: 1 }))).toBe(1);
  expect(found(search("b"))).toBeUndefined();
  expect(found(search("a", { page: 2 }))).toBeUndefined();
  expect(found(act("all", { q: "a" }))).toBeUndefined();
});

test("a value is another one than its text", () => {
  keep(search(1), 1);

  expect(found(search("1"))).toBeUndefined();
});

test("arguments are parameters in order", () => {
  keep(act("search('a', 2)"), 1);

  expect(found(search("a", { page: 2 }))).toBe(1);
});

test("values with a type are what they mean", () => {
  keep(act("search", { q: "a", page: " 2" }, { page: "int" }), 1);

  expect(found(search("a", { page: 2 }))).toBe(1);
  expect(found(search("a", { page: "2" }))).toBeUndefined();
});

test("of a call that only the server reads nothing is kept", () => {
  keep(act("search('it\\'s', 2)"), 1);
  keep(act("search", { q: "a" }, { q: "list" }), 2);

  expect(found(act("search('it\\'s', 2)"))).toBeUndefined();
  expect(found(act("search", { q: "a" }, { q: "list" }))).toBeUndefined();
});

test("without key parameters there is one outcome of a handler", () => {
  keep(act("all", { q: "a" }), 1);

  expect(found(act("all", { q: "b" }))).toBe(1);
});

test("a handler of which nothing was said keeps nothing", () => {
  keep(act("other"), 1);
  keep(act("constructor"), 2);

  expect(found(act("other"))).toBeUndefined();
  expect(found(act("constructor"))).toBeUndefined();
});

test("an outcome lasts for its time, however often it is used", () => {
  keep(search("a"), 1);
  vi.advanceTimersByTime(999);

  expect(found(search("a"))).toBe(1);

  vi.advanceTimersByTime(1);

  expect(found(search("a"))).toBeUndefined();
});

test("a later outcome takes the place of the earlier, and the number 0 leaves the place empty", () => {
  keep(search("a"), 1);
  keep(search("a"), 2);

  expect(found(search("a"))).toBe(2);

  keep(search("a"), 0);

  expect(found(search("a"))).toBeUndefined();
});

test("of more than a hundred those used last stay", () => {
  for (let id = 1; id <= 100; id++) keep(search(id), id);
  expect(found(search(1))).toBe(1);
  keep(search(101), 101);

  expect(found(search(1))).toBe(1);
  expect(found(search(2))).toBeUndefined();
  expect(found(search(3))).toBe(3);
});

test("of more than 256 KB those used last stay", () => {
  const ops: Op[] = [[0, "x".repeat(100 * 1024)]];
  for (const id of [1, 2, 3]) keep(search(id), id, ops);

  expect([1, 2, 3].map((id) => found(search(id)))).toEqual([undefined, 2, 3]);

  keep(search(2), 4, [[0, "small"]]);
  keep(search(5), 5, ops);

  expect([2, 3, 5].map((id) => found(search(id)))).toEqual([4, 3, 5]);

  keep(search(6), 6, [[0, "x".repeat(300 * 1024)]]);

  expect([2, 3, 5, 6].map((id) => found(search(id)))).toEqual([undefined, undefined, undefined, undefined]);
});

test("they are forgotten, all or those of one handler", () => {
  keep(search("a"), 1);
  keep(act("all"), 2);
  kept.clear("search");

  expect([found(search("a")), found(act("all"))]).toEqual([undefined, 2]);

  kept.clear();

  expect(found(act("all"))).toBeUndefined();
});

test("what is inside a branch fits while that stands as it stood", () => {
  const [, branch] = page.parts as [Part, Part];
  const inner = (branch.parts = [new Part(branch, null)]);
  const ops: Op[] = [
    [0, "top"],
    [1, 5, [[0, "inside"]]],
  ];
  keep(search("a"), 1, ops);
  const outcome = kept.find(search("a"))!;

  expect(outcome.shown(page)).toEqual(ops);

  branch.parts = [];
  expect(outcome.shown(page)).toEqual([ops[0]]);

  branch.parts = [new Part(branch, null)];
  expect(outcome.shown(page)).toEqual([ops[0]]);

  branch.parts = inner;
  expect(outcome.shown(page)).toEqual(ops);
});
