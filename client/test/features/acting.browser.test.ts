import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { ownPace } from "../../src/events/pace";
import { model } from "../../src/features/model";
import { poll } from "../../src/features/poll";
import { timing } from "../../src/features/timing";
import { visibility } from "../../src/features/visibility";
import { $, Stage, show } from "./stage";

beforeEach(() => vi.useFakeTimers());

let stage: Stage;

afterEach(() => {
  stage.stop();
  vi.useRealTimers();
});

function typed(selector: string, type = "input"): void {
  $(selector).dispatchEvent(new Event(type, { bubbles: true }));
}

const told = (): [string, unknown][] => stage.sent.map(({ handler, params }) => [handler, params]);

test("polling asks again and again while the page is connected and the element is there", () => {
  show(`<div dj-poll="refresh(1)" dj-poll-interval="1000" data-id="7"></div>`);
  stage = new Stage([timing(ownPace), poll()]);
  vi.advanceTimersByTime(1000);

  expect(told()).toEqual([["refresh", { id: "7" }]]);

  vi.advanceTimersByTime(1000);

  expect(stage.sent.length).toBe(1);

  stage.answer();

  expect(stage.sent.length).toBe(2);

  stage.answer();
  stage.connected = false;
  vi.advanceTimersByTime(5000);

  expect(stage.sent.length).toBe(2);

  stage.connected = true;
  $("div").remove();
  stage.updated();
  vi.advanceTimersByTime(5000);

  expect(stage.sent.length).toBe(2);
});

test("an element that an update brings is polled, and one whose interval changes follows it", () => {
  show("");
  stage = new Stage([poll()]);
  show(`<div dj-poll="refresh"></div>`);
  stage.updated();
  vi.advanceTimersByTime(5000);

  expect(stage.sent.length).toBe(1);

  $("div").setAttribute("dj-poll-interval", "100");
  stage.updated();
  vi.advanceTimersByTime(100);

  expect(stage.sent.length).toBe(2);
});

test("dj-model sends the attribute's new value: as it is typed, when done, or when typing pauses", () => {
  show(`<input id="now" dj-model="title" value="a"><input id="lazy" dj-model.lazy="note" value="b"><input id="calm" dj-model.debounce-300="text" value="c">
    <input id="box" type="checkbox" dj-model="done"><select dj-model="pick"><option>x<option selected>y</select>`);
  stage = new Stage([model, timing(ownPace)]);
  typed("#now");
  typed("#lazy");
  typed("#calm");

  expect(told()).toEqual([["dj-model", { title: "a" }]]);

  vi.advanceTimersByTime(300);
  typed("#lazy", "change");
  $("#box").click();
  typed("select", "change");

  expect(told().slice(1)).toEqual([
    ["dj-model", { text: "c" }],
    ["dj-model", { note: "b" }],
    ["dj-model", { done: true }],
    ["dj-model", { pick: "y" }],
  ]);
  expect(stage.sent[0]?.carried.fields).toEqual([$("#now")]);
});

test("the connection is woken when the network or the page is back, and let go when the page is left", () => {
  stage = new Stage([visibility]);
  const { wake, sleep } = stage.host;
  dispatchEvent(new Event("online"));

  expect(wake).toHaveBeenCalledTimes(1);

  document.dispatchEvent(new Event("visibilitychange"));

  expect(wake).toHaveBeenCalledTimes(2);

  dispatchEvent(new Event("pagehide"));

  expect(sleep).toHaveBeenCalledTimes(1);

  dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));

  expect(wake).toHaveBeenCalledTimes(3);
});
