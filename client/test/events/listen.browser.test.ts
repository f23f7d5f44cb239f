import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { beneath } from "../../src/dom/marks";
import { listen } from "../../src/events/listen";
import type { Action } from "../../src/types";

let actions: Action[];
let stop: AbortController;
let complaints: { code: string; detail: string }[];

beforeEach(() => {
  actions = [];
  complaints = [];
  stop = new AbortController();
  const { signal } = stop;
  listen({
    perform: (action) => actions.push(action),
    on: (target, type, hear, capture = false) => target.addEventListener(type, hear, { signal, capture }),
  });
  document.addEventListener("djust:error", (event) => complaints.push((event as CustomEvent<{ code: string; detail: string }>).detail), { signal });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

afterEach(() => {
  stop.abort();
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

function show(html: string): void {
  document.body.innerHTML = html;
}

function $<T extends HTMLElement = HTMLElement>(selector: string): T {
  return document.querySelector<T>(selector)!;
}

const calls = (): [string, unknown, string][] => actions.map(({ handler, params, call }) => [handler, params, call!]);
const params = (): unknown => actions.at(-1)?.params;

function pressed(selector: string, key: string, more: KeyboardEventInit = {}): void {
  $(selector).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...more }));
}

function pointed(selector: string, type: string, more: MouseEventInit = {}): MouseEvent {
  const event = new MouseEvent(type, { bubbles: true, cancelable: true, clientX: 10, clientY: 20, ...more });
  $(selector).dispatchEvent(event);
  return event;
}

describe("who hears", () => {
  test("the innermost element that asks, and no other", () => {
    show(`<div dj-click="outer"><p dj-click="inner(1)"><b>x</b></p></div>`);
    $("b").click();

    expect(calls()).toEqual([["inner", { x: 0, y: 0 }, "inner(1)"]]);
    expect(actions[0]).toMatchObject({ kind: "click", element: $("p"), target: $("b") });
  });

  test("an attribute that is removed or changed counts at once", () => {
    show(`<button dj-click="first">x</button>`);
    $("button").setAttribute("dj-click", "second");
    $("button").click();
    $("button").removeAttribute("dj-click");
    $("button").click();

    expect(calls().map(([handler]) => handler)).toEqual(["second"]);
  });

  test("nothing that is disabled, and nothing while the page is being changed", () => {
    show(`<button dj-click="a" disabled><b>x</b></button><button id="free" dj-click="a">y</button>`);
    pointed("b", "click");
    beneath(() => $("#free").click());

    expect(actions).toEqual([]);
  });

  test("a click on a label is heard once by who stands round its checkbox: when the checkbox is clicked", () => {
    show(`<li dj-click="row"><label dj-click="pick">Name<input type=checkbox></label></li><li dj-click="off"><label>x<input type=checkbox disabled></label></li>`);
    $("label").click();
    $("input").click();
    $("label:has(:disabled)").click();

    expect(calls().map(([handler]) => handler)).toEqual(["pick", "pick", "off"]);
  });

  test("a click on a label is heard by what stands in it, and away from it once", () => {
    show(`<label><b dj-click="text">Name</b><input></label><i dj-click-away="away">x</i>`);
    $("b").click();

    expect(calls().map(([handler]) => handler)).toEqual(["text", "away"]);
  });

  test("every row of many has its own arguments, without a listener of its own", () => {
    show(Array.from({ length: 3 }, (_, index) => `<li dj-click="pick('${index}')">x</li>`).join(""));
    document.querySelectorAll("li").forEach((row) => row.click());

    expect(actions.map(({ handler, call }) => [handler, call])).toEqual([0, 1, 2].map((row) => ["pick", `pick('${row}')`]));
  });

  test("what an attribute calls goes as it is written, for the server to read; its handler is what stands before the bracket", () => {
    show(["save", " save ( 1 ) ", "größe('(')", "pick(", ""].map((call) => `<b dj-click="${call}">x</b>`).join(""));
    document.querySelectorAll("b").forEach((button) => button.click());

    expect(actions.map(({ handler, call }) => [handler, call])).toEqual([
      ["save", "save"],
      ["save", "save ( 1 )"],
      ["größe", "größe('(')"],
      ["pick", "pick("],
      ["", ""],
    ]);
  });
});

describe("values of the element", () => {
  test("data-* and dj-value-*, kebab to snake, types apart; dj-value-* wins, with its type or without one", () => {
    show(`<b dj-click="f" data-item-id="5" data-dj-kind="k" data-n:int="7" data-f:float="1.5" data-on:bool="True" data-bare:bool
      data-l:list="a, b" data-w="data" dj-value-w="value" dj-value-u="value" data-u:int="5" dj-value-v:int="5" data-v="data">x</b>`);
    $("b").click();

    expect(params()).toEqual({
      x: 0, y: 0, item_id: "5", kind: "k", n: "7", f: "1.5", on: "True", bare: "", l: "a, b", w: "value", u: "value", v: "5",
    });
    expect(actions[0]?.types).toEqual({ n: "int", f: "float", on: "bool", bare: "bool", l: "list", v: "int" });
  });

  test("they win over a field's name, which wins over what the browser says", () => {
    show(`<input name="value" dj-input="f" value="typed"><input id="b" name="q" dj-input="f" value="typed" data-q="data" dj-value-value="mine">`);
    $("[name=value]").dispatchEvent(new Event("input", { bubbles: true }));
    $("#b").dispatchEvent(new Event("input", { bubbles: true }));

    expect(actions.map((action) => action.params)).toEqual([{ value: "typed" }, { q: "data", value: "mine" }]);
  });
});

describe("what the browser would do", () => {
  test.each([
    ["a link", `<a href="#there" dj-click="f">x</a>`, "a"],
    ["a submit button", `<form><button dj-click="f">x</button></form>`, "button"],
    ["something inside a link", `<a href="#there"><b dj-click="f">x</b></a>`, "b"],
    ["a link that holds what was clicked", `<a href="#there" dj-click="f"><b>x</b></a>`, "b"],
  ])("is prevented for %s, unless a modifier key asks for it", (_, html, selector) => {
    show(html);
    document.addEventListener("submit", (event) => event.preventDefault(), { once: true });
    const click = pointed(selector, "click");

    expect(click.defaultPrevented).toBe(true);
    expect(actions.length).toBe(1);

    addEventListener("click", (event) => (expect(event.defaultPrevented).toBe(false), event.preventDefault()), { once: true });
    pointed(selector, "click", { ctrlKey: true });

    expect(actions.length).toBe(1);
  });

  test("goes on for a plain button, a checkbox, and a link inside what was asked", () => {
    show(`<button dj-click="f">x</button><p dj-click="f"><a href="#there">y</a></p>`);

    expect(pointed("button", "click", { ctrlKey: true }).defaultPrevented).toBe(false);
    expect(pointed("a", "click").defaultPrevented).toBe(false);
    expect(actions.length).toBe(2);
  });
});

describe("payloads", () => {
  test("a field sends its value, also under its name, on input, change, focus and blur", () => {
    show(`<input name="q" value="lap" dj-input="i" dj-change="c" dj-focus="f" dj-blur="b">`);
    const field = $<HTMLInputElement>("input");
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.blur();

    expect(calls()).toEqual(["f", "i", "c", "b"].map((handler) => [handler, { value: "lap", q: "lap" }, handler]));
  });

  test("a checkbox on its own gives a bool, a multiple select a list, a textarea and a radio their text", () => {
    show(`<input type="checkbox" name="on" dj-change="f"><select multiple name="s" dj-change="f"><option selected>a<option>b<option selected>c</select>
      <textarea name="t" dj-change="f">long</textarea><input type="radio" name="r" value="2" dj-change="f">`);
    $("[type=checkbox]").click();
    $("select").dispatchEvent(new Event("change", { bubbles: true }));
    $("textarea").dispatchEvent(new Event("change", { bubbles: true }));
    $("[type=radio]").click();

    expect(actions.map((action) => action.params)).toEqual([
      { value: true, on: true },
      { value: ["a", "c"], s: ["a", "c"] },
      { value: "long", t: "long" },
      { value: "2", r: "2" },
    ]);
  });

  test("dj-click on a checkbox is heard when it is what it will be", () => {
    show(`<input type="checkbox" dj-click="toggle(3)">`);
    $("input").click();

    expect(calls()).toEqual([["toggle", { value: true }, "toggle(3)"]]);
  });

  test("a form sends what it would submit, less the CSRF token, repeated names as a list, and names the submitter", () => {
    show(`<form dj-submit="save"><input name="csrfmiddlewaretoken" value="secret"><input name="title" value="T"><input name="tag" value="a">
      <input name="tag" value="b"><input type="checkbox" name="no"><input type="file" name="doc"><input name="off" value="x" disabled>
      <button name="go" value="now">Go</button></form>`);
    $("button").click();

    expect(calls()).toEqual([["save", { _target: "go", title: "T", tag: ["a", "b"], go: "now" }, "save"]]);
    expect(actions[0]?.submitter).toBe($("button"));
    expect(actions[0]?.carried.fields).toContain($("[name=title]"));
  });

  test("what may be chosen several times is a list whatever is chosen of it", () => {
    show(`<form dj-submit="save"><select multiple name="s"><option selected>a<option>b</select><select multiple name="none"><option>a</select>
      <input type="checkbox" name="c" value="1" checked><input type="checkbox" name="c" value="2"><input type="checkbox" name="one" checked>
      <input type="radio" name="r" value="1" checked><input type="radio" name="r" value="2"><select name="o"><option selected>a</select><button>Go</button></form>`);
    $("button").click();

    expect(calls()).toEqual([["save", { s: ["a"], c: ["1"], one: "on", r: "1", o: "a" }, "save"]]);
  });

  test("a form that listens to its fields sends them all and names the one that changed", () => {
    show(`<form dj-change="check"><input name="a" value="1"><input name="b" value="2"></form>`);
    $("[name=b]").dispatchEvent(new Event("change", { bubbles: true }));

    expect(calls()).toEqual([["check", { _target: "b", a: "1", b: "2" }, "check"]]);
  });

  test("a file is a clear error", () => {
    show(`<form dj-submit="save"><input type="file" name="doc"><button>Go</button></form>`);
    const files = new DataTransfer();
    files.items.add(new File(["x"], "x.txt"));
    $<HTMLInputElement>("input").files = files.files;
    $("button").click();

    expect(actions).toEqual([]);
    expect(complaints[0]).toMatchObject({ code: "upload.unsupported", detail: "doc" });
  });

  test("pointers send where they are, rounded", () => {
    show(`<div dj-click="f" dj-mousemove="f" dj-mouseenter="f" dj-mouseleave="f"><b>x</b></div><i>y</i>`);
    pointed("b", "click", { clientX: 10.6, clientY: 20.4 });
    pointed("b", "mousemove");
    pointed("b", "mouseover", { relatedTarget: document.body });
    pointed("b", "mouseover", { relatedTarget: $("div") });
    pointed("b", "mouseout", { relatedTarget: $("div") });
    pointed("b", "mouseout", { relatedTarget: $("i") });

    expect(actions.map((action) => action.kind)).toEqual(["click", "mousemove", "mouseenter", "mouseleave"]);
    // What the browser rounds itself, it rounds down.
    expect(actions.map((action) => action.params)).toEqual([{ x: 10, y: 20 }, ...Array<unknown>(3).fill({ x: 10, y: 20 })]);
  });

  test("keys send key, code and modifiers, and a filter lets only its key through, by its own name or its short one", () => {
    show(`<input name="q" value="v" dj-keydown.enter="add" dj-keydown.esc="clear"><div tabindex="0" dj-keydown="any"></div>`);
    pressed("input", "Enter", { code: "Enter", shiftKey: true });
    pressed("input", "Escape");
    pressed("input", "a");
    pressed("div", "ArrowUp", { code: "ArrowUp" });

    expect(calls().map(([handler]) => handler)).toEqual(["add", "clear", "any"]);
    expect(calls()[0]?.[1]).toEqual({ value: "v", q: "v", key: "Enter", code: "Enter", ctrl: false, shift: true, alt: false, meta: false });
    expect(calls()[2]?.[1]).toEqual({ key: "ArrowUp", code: "ArrowUp", ctrl: false, shift: false, alt: false, meta: false });
  });

  test("Enter that ends a word of an input method is not Enter", () => {
    show(`<input dj-keydown.enter="add">`);
    pressed("input", "Enter", { isComposing: true });

    expect(actions).toEqual([]);
  });

  test("scrolling sends where it is, for an element and for the page", async () => {
    show(`<div id="box" dj-scroll="box" style="height:50px;overflow:auto"><p style="height:500px"></p></div><i dj-window-scroll="page"></i><p style="height:5000px"></p>`);
    $("#box").scrollTop = 30;
    await vi.waitFor(() => expect(calls()).toContainEqual(["box", { scroll_x: 0, scroll_y: 30, position: 30 }, "box"]));
    scrollTo(0, 40);
    await vi.waitFor(() => expect(calls()).toContainEqual(["page", { scroll_x: 0, scroll_y: 40, position: 40 }, "page"]));
    scrollTo(0, 0);

    expect(actions.filter((action) => action.handler === "page").every((action) => action.element === $("i"))).toBe(true);
  });

  test("resizing sends the size of the window", () => {
    show(`<i dj-window-resize="size"></i>`);
    dispatchEvent(new Event("resize"));

    expect(params()).toEqual({ width: innerWidth, height: innerHeight });
  });
});

describe("window, document and elsewhere", () => {
  test("keys and clicks anywhere reach whoever asks", () => {
    show(`<i dj-window-keydown.escape="close"></i><i dj-document-keydown="key"></i><i dj-window-click="click"></i><b>x</b>`);
    pressed("b", "Escape");
    pressed("b", "x");
    $("b").click();

    expect(calls().map(([handler]) => handler)).toEqual(["key", "close", "key", "click"]);
  });

  test("an event that a script dispatches on the document itself reaches them as well", () => {
    show(`<i dj-window-keydown.escape="close"></i>`);
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
    document.dispatchEvent(new MouseEvent("click"));

    expect(calls().map(([handler]) => handler)).toEqual(["close"]);
  });

  test("a click outside, and only outside, is a click away", () => {
    show(`<div dj-click-away="close" data-id="7"><b>inside</b></div><p>outside</p>`);
    $("b").click();

    expect(actions).toEqual([]);

    pointed("p", "click");

    expect(calls()).toEqual([["close", { x: 10, y: 20, id: "7" }, "close"]]);
  });
});

test("after the signal nothing is heard", () => {
  show(`<button dj-click="f">x</button><i dj-window-resize="f"></i>`);
  stop.abort();
  $("button").click();
  dispatchEvent(new Event("resize"));

  expect(actions).toEqual([]);
});
