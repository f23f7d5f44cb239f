import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { createStore } from "../../src/state/store";
import type { SharedState, Store } from "../../src/state/store";

let store: Store;
let state: SharedState;
let told: unknown[];

beforeEach(() => {
  store = createStore();
  state = store.shared;
  told = [];
});

afterEach(() => vi.unstubAllGlobals());

const follow = (key: string): (() => void) => state.subscribe(key, (...args) => told.push(args));

test("what is set is there, and told with what was before", () => {
  follow("tab");
  state.set("tab", "a");
  state.set("tab", "b");
  state.set("other", 1);

  expect(state.get("tab")).toBe("b");
  expect(told).toEqual([
    ["a", undefined, "tab"],
    ["b", "a", "tab"],
  ]);
  expect(state.snapshot()).toEqual({ tab: "b", other: 1 });
});

test("the same value again is no news, however it is made", () => {
  state.set("list", [1, { a: 2 }]);
  follow("list");
  state.set("list", [1, { a: 2 }]);
  state.set("list", [1, { a: 3 }]);

  expect(told.length).toBe(1);
});

test("who ends a subscription hears nothing more, and the others do", () => {
  const heard = vi.fn();
  const [one, two] = [state.subscribe("tab", heard), state.subscribe("tab", heard)];
  one();
  one();
  state.set("tab", 1);

  expect(heard).toHaveBeenCalledTimes(1);

  two();
  state.set("tab", 2);

  expect(heard).toHaveBeenCalledTimes(1);
});

test("one follower's mistake is not the others'", () => {
  const complain = vi.fn();
  vi.stubGlobal("reportError", complain);
  state.subscribe("tab", () => {
    throw new Error("mine");
  });
  follow("tab");
  state.set("tab", 1);

  expect(told).toEqual([[1, undefined, "tab"]]);
  expect(complain).toHaveBeenCalledOnce();
});

test("a follower may set what it follows", () => {
  state.subscribe("n", (n) => (n as number) < 5 && state.set("n", (n as number) + 1));
  state.set("n", 1);

  expect(state.get("n")).toBe(5);
});

test("names that objects have are keys like any other", () => {
  for (const key of ["__proto__", "constructor", "toString"]) {
    expect(state.get(key)).toBeUndefined();
    follow(key);
    state.set(key, "mine");
    expect(state.get(key)).toBe("mine");
  }

  expect(told.length).toBe(3);
  expect(Object.keys(state.snapshot()).sort()).toEqual(["__proto__", "constructor", "toString"]);
  expect(({} as Record<string, unknown>).mine).toBeUndefined();
  expect(Object.getPrototypeOf({})).toBe(Object.prototype);
});

test("what cannot be shared is refused, and changes nothing", () => {
  const round: { self?: unknown } = {};
  round.self = round;

  expect(() => state.set("round", round as never)).toThrow(TypeError);
  expect(state.snapshot()).toEqual({});
});

test("an expected value is shown until its source is over, then what was confirmed", () => {
  const from = {};
  state.set("tab", "a");
  follow("tab");
  store.expect(from, "tab", "b");

  expect(state.get("tab")).toBe("b");

  store.over(from);

  expect(state.get("tab")).toBe("a");
  expect(told).toEqual([
    ["b", "a", "tab"],
    ["a", "b", "tab"],
  ]);
});

test("what is confirmed under an expected value is not seen before that is over", () => {
  const [first, second] = [{}, {}];
  follow("n");
  store.expect(first, "n", 1);
  store.expect(second, "n", 2);
  store.confirm({ n: 1 });
  store.over(first);
  store.confirm({ n: 2 });
  store.over(second);

  expect(told).toEqual([
    [1, undefined, "n"],
    [2, 1, "n"],
  ]);
});

test("of two expected values the one that failed was never there", () => {
  const [first, second] = [{}, {}];
  state.set("tab", "a");
  store.expect(first, "tab", "b");
  store.expect(second, "tab", "c");
  store.over(first);

  expect(state.get("tab")).toBe("c");

  store.over(second);

  expect(state.get("tab")).toBe("a");
});

test("what a script sets later than an expected value counts", () => {
  const from = {};
  store.expect(from, "tab", "b");
  store.expect(from, "sort", "up");
  state.set("tab", "c");

  expect(state.snapshot()).toEqual({ tab: "c", sort: "up" });

  store.over(from);

  expect(state.get("tab")).toBe("c");
});
