import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { announce, report } from "../../src/errors";
import { banner } from "../../src/features/banner";
import { busy } from "../../src/features/busy";
import { beneath } from "../../src/dom/marks";
import { confirmation } from "../../src/features/confirm";
import { $, Stage, show } from "./stage";

let stage: Stage;

beforeEach(() => {
  stage = new Stage([confirmation, busy(), banner]);
});

afterEach(() => {
  stage.stop();
  document.documentElement.className = "";
  document.querySelectorAll(".dj-banner").forEach((element) => element.remove());
  vi.restoreAllMocks();
});

const hidden = (selector: string): boolean => getComputedStyle($(selector)).display === "none";

test("an element is busy until the last of its events is answered", () => {
  show(`<button class="mine">x</button>`);
  stage.act($("button"), "click", "a");
  stage.act($("button"), "click", "a");
  stage.answer();

  expect($("button").outerHTML).toBe(`<button class="mine dj-pending" aria-busy="true">x</button>`);

  stage.answer();

  expect($("button").className).toBe("mine");
  expect($("button").hasAttribute("aria-busy")).toBe(false);
});

test("a question that is declined sends nothing", () => {
  show(`<form dj-submit="save"><button dj-confirm="Sure?">x</button></form>`);
  const asked = vi.spyOn(window, "confirm").mockReturnValueOnce(false).mockReturnValueOnce(true);
  const act = (): void => {
    const action = { element: $("form"), target: $("form"), kind: "submit", handler: "save", params: {}, args: [], carried: { at: 0, fields: [] } };
    stage.host.perform({ ...action, submitter: $("button") });
  };
  act();

  expect(stage.sent).toEqual([]);

  act();

  expect(stage.sent.length).toBe(1);
  expect(asked.mock.calls).toEqual([["Sure?"], ["Sure?"]]);
});

test("a submit button is disabled and renamed meanwhile, and gets the focus back", () => {
  show(`<form><button dj-disable-with="Saving…"><b>Save</b></button></form>`);
  $("button").focus();
  stage.act($("form"), "submit", "save");

  expect($<HTMLButtonElement>("button").disabled).toBe(true);
  expect($("button").textContent).toBe("Saving…");

  $("button").blur();
  stage.answer();

  expect($("form").innerHTML).toBe(`<button dj-disable-with="Saving…"><b>Save</b></button>`);
  expect(document.activeElement).toBe($("button"));
});

test("dj-loading shows, hides, disables and classes what belongs to the event, until it is answered", () => {
  show(`<div id="card" dj-loading.class="dim more"><button dj-click="save" dj-loading.disable>x<i dj-loading.show>…</i><b dj-loading.hide>ok</b></button></div>
    <p dj-loading.show dj-loading.for="other, save">named</p><p id="else" dj-loading.show dj-loading.for="other">else</p>
    <p id="any" dj-loading.show style="display: none">any</p><p id="hid" dj-loading.show hidden>any</p>`);

  expect([hidden("i"), hidden("b"), hidden("p"), hidden("#any")]).toEqual([true, false, true, true]);

  stage.act($("button"), "click", "save");

  expect([hidden("i"), hidden("b"), hidden("p"), hidden("#else"), hidden("#any"), hidden("#hid")]).toEqual([false, true, false, true, false, false]);
  expect($("#card").className).toBe("dj-loading dim more");
  expect($<HTMLButtonElement>("button").disabled).toBe(true);

  stage.answer();

  expect([hidden("i"), hidden("b"), hidden("p"), hidden("#any"), hidden("#hid")]).toEqual([true, false, true, true, true]);
  expect($("#card").hasAttribute("class")).toBe(false);
  expect(document.querySelectorAll("[style='']").length).toBe(0);
  expect($<HTMLButtonElement>("button").disabled).toBe(false);
});

test("what a frame brings in while an event is on its way is loading too", () => {
  show(`<button dj-click="save">x</button>`);
  stage.act($("button"), "click", "save");
  beneath(() => $("button").insertAdjacentHTML("afterend", `<p dj-loading.show dj-loading.for="save">new</p>`));

  expect(hidden("p")).toBe(false);

  stage.answer();

  expect(hidden("p")).toBe(true);
});

test("a lost connection is said after a moment, and unsaid when it is back", () => {
  vi.useFakeTimers();
  announce("disconnected", {});

  expect($("html").className).toBe("dj-disconnected");
  expect($(".dj-banner")).toBeNull();

  vi.advanceTimersByTime(400);

  expect($(".dj-banner").textContent).toContain("Reconnecting");
  expect($(".dj-banner").getAttribute("role")).toBe("status");

  announce("connected", {});
  vi.advanceTimersByTime(0);

  expect($(".dj-banner")).toBeNull();
  expect($("html").className).toBe("");

  vi.useRealTimers();
});

test("an uncertain event is said too, unless the app says it itself", () => {
  document.addEventListener("djust:uncertain", (event) => event.preventDefault(), { once: true, capture: true });
  announce("uncertain", {});

  expect($(".dj-banner")).toBeNull();

  announce("uncertain", {});

  expect($(".dj-banner").textContent).toContain("may not have been done");
});

test("an event that failed is said to the person, unless the app says it itself or nothing of theirs was lost", () => {
  vi.spyOn(console, "error").mockReturnValue();
  const banners = (): string[] => [...document.querySelectorAll(".dj-banner")].map((element) => element.textContent);
  report("page.failed", "Drawn again.", "app");
  document.body.addEventListener("djust:error", (event) => event.preventDefault(), { once: true });
  report("not_found", "That is gone.", "user", "", { element: document.body });
  expect(banners()).toEqual([]);

  report("handler.failed", "Something went wrong.", "app");
  expect(banners()).toEqual(["Something went wrong."]);
});

test("an element that had no class has none when its event is over, also after updates meanwhile", () => {
  show(`<button>x</button>`);
  stage.act($("button"), "click", "a");
  beneath(() => {});
  stage.answer();

  expect($("button").outerHTML).toBe("<button>x</button>");
});
