import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { ownPace } from "../../src/events/pace";
import { timing } from "../../src/features/timing";
import { $, Stage, show } from "./stage";

let stage: Stage;

beforeEach(() => {
  vi.useFakeTimers();
  stage = new Stage([timing(ownPace)]);
});

afterEach(() => {
  stage.stop();
  vi.useRealTimers();
});

test("a debounced field sends its newest value, once, when nothing came for that long", () => {
  show(`<input dj-debounce="300">`);
  stage.act($("input"), "input", "search", "l");
  vi.advanceTimersByTime(299);
  stage.act($("input"), "input", "search", "la");
  vi.advanceTimersByTime(299);

  expect(stage.told).toEqual([]);

  vi.advanceTimersByTime(1);

  expect(stage.told).toEqual([["search", "la"]]);
});

test("three rows on one handler never swallow each other", () => {
  show(`<input id="a" dj-debounce="300"><input id="b" dj-debounce="300"><input id="c" dj-debounce="300">`);
  for (const id of ["a", "b", "c"]) stage.act($("#" + id), "input", "rename", id);
  vi.advanceTimersByTime(300);

  expect(stage.told).toEqual(["a", "b", "c"].map((id) => ["rename", id]));
});

test("what waits goes out when the field is left, and when its form is submitted, before that", () => {
  show(`<form><input dj-debounce="blur"></form>`);
  stage.act($("input"), "input", "search", "one");
  vi.advanceTimersByTime(60_000);
  $("input").dispatchEvent(new FocusEvent("focusout", { bubbles: true }));

  expect(stage.told).toEqual([["search", "one"]]);

  stage.answer();
  stage.act($("input"), "input", "search", "two");
  stage.act($("form"), "submit", "save");

  expect(stage.told.slice(1)).toEqual([
    ["search", "two"],
    ["save", undefined],
  ]);
});

test("what waits goes out when the page is left", () => {
  show(`<input dj-debounce="1000">`);
  stage.act($("input"), "input", "search", "l");
  dispatchEvent(new Event("pagehide"));

  expect(stage.told).toEqual([["search", "l"]]);

  vi.advanceTimersByTime(1000);

  expect(stage.sent.length).toBe(1);
});

test("a row that is gone sends nothing more", () => {
  show(`<input dj-debounce="300">`);
  stage.act($("input"), "input", "search", "l");
  $("input").remove();
  vi.advanceTimersByTime(300);

  expect(stage.sent).toEqual([]);
});

test("a throttled element sends at once, then the newest once per interval, and the last is never lost", () => {
  show(`<div dj-throttle="100"></div>`);
  for (const v of ["1", "2", "3"]) stage.act($("div"), "click", "move", v);

  expect(stage.told).toEqual([["move", "1"]]);

  vi.advanceTimersByTime(100);

  expect(stage.told).toEqual([
    ["move", "1"],
    ["move", "3"],
  ]);

  vi.advanceTimersByTime(200);
  stage.act($("div"), "click", "move", "4");

  expect(stage.told.at(-1)).toEqual(["move", "4"]);
  expect(stage.sent.length).toBe(3);
});

test("typing has one in flight for each field, and the newest waits for its reply", () => {
  show(`<input id="a"><input id="b">`);
  for (const v of ["l", "la", "lap"]) stage.act($("#a"), "input", "search", v);
  stage.act($("#b"), "input", "search", "other");

  expect(stage.told).toEqual([
    ["search", "l"],
    ["search", "other"],
  ]);

  stage.answer();

  expect(stage.told.at(-1)).toEqual(["search", "lap"]);

  stage.answer();
  stage.answer();

  expect(stage.sent.length).toBe(3);
});

test("a click is told after all that was typed before it", () => {
  show(`<input><button></button>`);
  for (const v of ["l", "lap"]) stage.act($("input"), "input", "search", v);
  stage.act($("button"), "click", "save");

  expect(stage.told).toEqual([
    ["search", "l"],
    ["search", "lap"],
    ["save", undefined],
  ]);
});

test("clicks never wait for each other", () => {
  show(`<button></button>`);
  for (let click = 0; click < 200; click++) stage.act($("button"), "click", "add", `${click}`);

  expect(stage.told).toEqual(Array.from({ length: 200 }, (_, click) => ["add", `${click}`]));
});
