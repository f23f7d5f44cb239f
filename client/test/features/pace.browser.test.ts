import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { pace } from "../../src/events/pace";
import { timing } from "../../src/features/timing";
import { $, Stage, show } from "./stage";

let stage: Stage;

beforeEach(() => {
  vi.useFakeTimers();
  stage = new Stage([timing(pace)]);
});

afterEach(() => {
  stage.stop();
  document.querySelector("script[data-session]")?.remove();
  vi.useRealTimers();
});

/** What the server would have written about these handlers. */
function written(handlers: object): void {
  const script = document.createElement("script");
  Object.assign(script.dataset, { session: "s", handlers: JSON.stringify(handlers) });
  document.head.append(script);
}

/** Acts every 40 ms so often, with the number of each, and answers whatever is sent at once; returns [what, when] it was sent. */
function stream(times: number, kind = "click", handler = "act", every = 40): [string, number][] {
  const began = performance.now();
  const sent: [string, number][] = [];
  const note = (): void => {
    while (sent.length < stage.sent.length) {
      const action = stage.sent[sent.length]!;
      sent.push([action.params.v as string, performance.now() - began]);
      stage.answer(action);
    }
  };
  for (let number = 0; number < times; number++) {
    stage.act($("i"), kind, handler, `${number}`);
    note();
    for (let ms = 0; ms < every; ms++) {
      vi.advanceTimersByTime(1);
      note();
    }
  }
  for (let ms = 0; ms < 1000; ms++) {
    vi.advanceTimersByTime(1);
    note();
  }
  return sent;
}

test.each(["click", "input", "scroll"])("@debounce sends the newest %s, once, after a pause", (kind) => {
  written({ act: { d: [100] } });
  show(`<i></i>`);

  expect(stream(5, kind)).toEqual([["4", 4 * 40 + 100]]);
});

test.each(["click", "input"])("with max_wait a %s goes then, and the wait begins anew", (kind) => {
  written({ act: { d: [100, 150] } });
  show(`<i></i>`);

  // Waiting since 0, since 160 and since 320.
  expect(stream(9, kind)).toEqual([
    ["3", 150],
    ["7", 310],
    ["8", 420],
  ]);
});

test("max_wait counts from the first that waits, also after a pause", () => {
  written({ act: { d: [100, 150] } });
  show(`<i></i>`);
  stream(1);
  stage.sent.length = 0;

  expect(stream(5)).toEqual([
    ["3", 150],
    ["4", 260],
  ]);
});

test.each([
  // At once, then the newest at the end of each interval.
  [[100], [["0", 0], ["2", 100], ["4", 200], ["5", 300]]],
  // Only the first of an interval.
  [[100, 1, 0], [["0", 0], ["3", 120]]],
  // Only the newest, when an interval ends.
  [[100, 0, 1], [["2", 100], ["4", 200], ["5", 300]]],
])("@throttle %j: each edge counts, or does not", (t, expected) => {
  written({ act: { t } });
  show(`<i></i>`);

  for (const kind of ["click", "scroll"]) {
    stage.sent.length = 0;
    expect(stream(6, kind)).toEqual(expected);
  }
});

test("one event alone goes at once, or when the interval ends", () => {
  written({ first: { t: [100] }, last: { t: [100, 0, 1] } });
  show(`<i></i>`);

  expect(stream(1, "click", "first")).toEqual([["0", 0]]);
  stage.sent.length = 0;
  expect(stream(1, "click", "last")).toEqual([["0", 100]]);
});

test("the element's word is nearer than the decorator's", () => {
  written({ slow: { d: [1000] }, rare: { t: [1000] } });
  show(`<i dj-debounce="50"></i><b dj-throttle="100"></b><u dj-debounce="0"></u>`);
  stage.act($("i"), "input", "slow", "i");
  stage.act($("b"), "click", "slow", "b");
  stage.act($("u"), "click", "rare", "u");
  stage.act($("u"), "click", "rare", "again");

  expect(stage.told).toEqual([["slow", "b"]]);

  vi.advanceTimersByTime(50);

  expect(stage.told.slice(1).sort()).toEqual([["rare", "again"], ["slow", "i"]]);
});

test("each element of a handler, and each handler of an element, waits by itself", () => {
  written({ one: { d: [100] }, two: { t: [100] } });
  show(`<i id="a"></i><i id="b"></i>`);
  for (const id of ["a", "b"]) for (const handler of ["one", "two"]) stage.act($("#" + id), "mousemove", handler, id);

  expect(stage.told).toEqual([["two", "a"], ["two", "b"]]);

  vi.advanceTimersByTime(100);

  expect(stage.told.slice(2)).toEqual([["one", "a"], ["one", "b"]]);
});

test("what is submitted, or happens when a field is entered or left, does not wait for a pause, but lets go what does", () => {
  written({ act: { d: [1000] } });
  show(`<form><i></i></form>`);
  for (const kind of ["submit", "blur", "focus"]) {
    stage.act($("i"), "keydown", "act", "typed");
    stage.act($("i"), kind, "act", kind);
  }

  expect(stage.told.filter(([, v]) => v !== "typed")).toEqual([["act", "submit"], ["act", "blur"], ["act", "focus"]]);
  expect(stage.told[0]).toEqual(["act", "typed"]);
});

test("leaving the field sends what waits for a pause, and not what waits for its turn", () => {
  written({ paused: { d: [1000] }, rare: { t: [1000] } });
  show(`<i></i>`);
  for (const v of ["1", "2"]) stage.act($("i"), "click", "rare", v);
  stage.act($("i"), "click", "paused", "2");
  $("i").dispatchEvent(new FocusEvent("focusout", { bubbles: true }));

  expect(stage.told).toEqual([["rare", "1"], ["paused", "2"]]);

  vi.advanceTimersByTime(1000);

  expect(stage.told.slice(2)).toEqual([["rare", "2"]]);
});

test("an immediate event of an element first sends what waits there", () => {
  written({ paused: { d: [1000] }, rare: { t: [1000] } });
  show(`<i></i><b></b>`);
  stage.act($("i"), "input", "paused", "i");
  stage.act($("b"), "input", "paused", "b");
  for (const v of ["1", "2"]) stage.act($("i"), "click", "rare", v);

  expect(stage.told).toEqual([["paused", "i"], ["rare", "1"]]);

  stage.act($("i"), "click", "now");

  expect(stage.told.slice(2)).toEqual([["rare", "2"], ["now", undefined]]);
});

test("leaving the page sends all that waits; a row that is gone sends nothing", () => {
  written({ paused: { d: [1000] }, rare: { t: [1000] } });
  show(`<i></i><b></b>`);
  for (const tag of ["i", "b"]) {
    for (const v of ["1", "2"]) stage.act($(tag), "click", "rare", tag + v);
    stage.act($(tag), "click", "paused", tag + "2");
  }
  $("b").remove();
  dispatchEvent(new Event("pagehide"));

  expect(stage.told.slice(2).sort()).toEqual([["paused", "i2"], ["rare", "i2"]]);

  vi.advanceTimersByTime(5000);

  expect(stage.sent.length).toBe(4);
});

test("a page that is replaced brings other handlers", () => {
  written({ act: { d: [1000] } });
  show(`<i></i>`);
  stage.act($("i"), "click", "act");

  expect(stage.sent).toEqual([]);

  document.querySelector("script[data-session]")!.remove();
  written({ other: {} });
  stage.act($("i"), "click", "act", "now");

  expect(stage.told.at(-1)).toEqual(["act", "now"]);
});

test("handlers are called like anything", () => {
  written({ act: { d: [1000] } });
  show(`<i></i>`);
  for (const name of ["constructor", "__proto__", "toString"]) stage.act($("i"), "click", name);

  expect(stage.sent.length).toBe(3);
});
