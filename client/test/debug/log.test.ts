import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { debugLog } from "../../src/debug/log";
import type { Logged } from "../../src/debug/log";
import { trace } from "../../src/errors";
import type { Action } from "../../src/types";

let djust: Logged;
const element = {} as Element;
const action = { handler: "search", element } as Action;

beforeEach(() => {
  djust = {};
  vi.stubGlobal("djust", djust);
  vi.spyOn(console, "log").mockImplementation(() => undefined);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const lines = (): unknown[][] => vi.mocked(console.log).mock.calls.map(([line, ...about]) => [(line as string).replace(/[\d.]+ s/, "T"), ...about]);

test("nothing is printed before somebody asks, and after", () => {
  debugLog(djust);
  trace(action, "waits 300 ms");

  expect(djust.debug).toBe(false);
  expect(lines()).toEqual([]);

  djust.debug = true;
  trace(action, "waits 300 ms");
  trace("tab", "published", null);
  djust.debug = false;
  trace(action, "dropped");

  expect(lines()).toEqual([
    ["djust T · search: waits 300 ms", element],
    ["djust T · tab: published", null],
  ]);
});

test("it may be asked for before the script is there", () => {
  djust.debug = true;
  debugLog(djust);
  trace(action, "dropped");

  expect(djust.debug).toBe(true);
  expect(lines().length).toBe(1);
});

test("a page that is not live has nothing to say", () => {
  vi.stubGlobal("djust", undefined);

  expect(() => trace(action, "dropped")).not.toThrow();
});
