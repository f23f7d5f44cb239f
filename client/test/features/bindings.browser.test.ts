import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { beneath } from "../../src/dom/marks";
import { bindings } from "../../src/features/bindings";
import { createStore } from "../../src/state/store";
import type { SharedState } from "../../src/state/store";
import { $, Stage, show } from "./stage";

let stage: Stage;
let state: SharedState;

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

afterEach(() => {
  stage.stop();
  vi.restoreAllMocks();
});

function open(html: string): void {
  show(html);
  const store = createStore();
  stage = new Stage([bindings(store)]);
  state = store.shared;
}

const isSeen = (selector: string): boolean => $(selector).checkVisibility();

test("dj-text shows a value; until there is one, what the server wrote", () => {
  open(`<b dj-text="name">nobody</b><i dj-text="user.first or 'who?'"></i>`);

  expect([$("b").textContent, $("i").textContent]).toEqual(["nobody", "who?"]);

  state.set("name", "<Ann>");
  state.set("user", { first: "Bo" });

  expect([$("b").innerHTML, $("i").textContent]).toEqual(["&lt;Ann&gt;", "Bo"]);

  state.set("name", null);

  expect($("b").textContent).toBe("");
});

test("dj-show hides and shows, whatever the page's own styles say", () => {
  open(`<style>p{display:flex}</style><p id="a" dj-show="tab == 'a'">a</p><p id="b" dj-show="tab == 'b'" hidden>b</p>`);

  expect([isSeen("#a"), isSeen("#b")]).toEqual([false, false]);

  state.set("tab", "b");

  expect([isSeen("#a"), isSeen("#b")]).toEqual([false, true]);

  state.set("tab", "a");

  expect([isSeen("#a"), isSeen("#b")]).toEqual([true, false]);
});

test("dj-class gives classes, and takes those that the server wrote", () => {
  open(`<b class="tab active" dj-class="active: tab == 'b', 'wide tall': n > 3"></b>`);

  expect($("b").className).toBe("tab");

  state.set("tab", "b");
  state.set("n", 4);

  expect($("b").className).toBe("tab active wide tall");
});

test("bindings lie over the page: an update changes what is below, and new elements are bound", () => {
  open(`<main><b class="x" dj-text="n" dj-class="on: n" dj-show="n" title="old">server</b></main>`);
  const before = $("b").outerHTML;
  state.set("n", 1);
  beneath(() => {
    expect($("b").outerHTML).toBe(before.replace(' hidden=""', ""));
    $("b").title = "new";
    $("b").textContent = "changed";
    $("main").insertAdjacentHTML("beforeend", `<i dj-text="n"></i>`);
  });

  expect($("b").outerHTML).toBe(`<b class="x on" dj-text="n" dj-class="on: n" dj-show="n" title="new">1</b>`);
  expect($("i").textContent).toBe("1");
});

test("a mistake is complained about once, with its text, and the others are bound", () => {
  open(`<b dj-text="a +">server</b><i dj-show="(n">i</i><u dj-class="on n">u</u><s dj-text="n"></s>`);
  for (const n of [1, 2, 3]) state.set("n", n);

  expect(vi.mocked(console.error).mock.calls.map(([, detail]) => detail)).toEqual(["a +", "(n", "on n"]);
  expect([$("b").textContent, isSeen("i"), $("u").className, $("s").textContent]).toEqual(["server", true, "", "3"]);
});

test("what is read aloud is not read again while it stays", async () => {
  open(`<output dj-text="n"></output>`);
  state.set("n", 1);
  const [node] = $("output").childNodes;
  state.set("other", 2);
  beneath(() => {});

  expect([...$("output").childNodes]).toEqual([node]);
});
