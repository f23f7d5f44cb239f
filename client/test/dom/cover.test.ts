import { beforeEach, describe, expect, test, vi } from "vitest";

import { covers } from "../../src/dom/cover";
import type { Covers } from "../../src/dom/cover";
import { carried } from "../../src/dom/fields";
import { APPEND, ATTRIBUTES, INSIDE, LIST, MORPH, REPLACE, ROWS, START_TAG } from "../../src/messages";
import { load, mutations } from "./stage";
import type { Stage } from "./stage";

let stage: Stage;
let over: Covers;

async function open(body: string): Promise<void> {
  stage = await load(body);
  over = covers(stage.page);
  expect(stage.broken).toEqual([]);
}

/** What changed in the document while this was done. */
const changed = (act: () => void): string[] => mutations(stage.document, act);

describe("a text", () => {
  beforeEach(() => open("<b dj>0</b>"));

  test("is shown, and taken back", () => {
    over.draw([[0, "1"]]);

    expect(stage.html()).toBe("<b>1</b>");

    over.draw([]);

    expect(stage.html()).toBe("<b>0</b>");
  });

  test("that the server says too is not touched again", () => {
    over.draw([[0, "1"]]);

    expect(changed(() => (stage.apply([0, "1"]), over.draw([])))).toEqual([]);
    expect(stage.html()).toBe("<b>1</b>");
  });

  test("that the server adds to is not touched again where it comes to the same", () => {
    over.draw([[0, "01"]]);

    expect(changed(() => (stage.apply([0, APPEND, "1"]), over.draw([])))).toEqual([]);
    expect(stage.html()).toBe("<b>01</b>");
  });

  test("two clicks ahead is not touched by the answer to the first", () => {
    over.draw([[0, "1"]]);
    over.draw([[0, "2"]]);

    expect(changed(() => (stage.apply([0, "1"]), over.draw([[0, "2"]])))).toEqual([]);

    over.draw([]);

    expect(stage.html()).toBe("<b>1</b>");
  });

  test("becomes under it what the server says", () => {
    over.draw([[0, "1"]]);
    stage.apply([0, "7"]);
    stage.apply([0, 1, "!"]);

    expect(stage.html()).toBe("<b>1</b>");

    over.draw([]);

    expect(stage.html()).toBe("<b>7!</b>");
  });

  test("gives way to HTML of the server's, and comes back over it", () => {
    over.draw([[0, "1"]]);
    stage.apply([0, REPLACE, "<!--{--><i>x</i><!--}-->"]);
    over.draw([[0, "2"]]);

    expect(stage.html()).toBe("<b>2</b>");

    over.draw([]);

    expect(stage.html()).toBe("<b><i>x</i></b>");
  });

  test("that was empty is empty again", async () => {
    await open("<b dj></b>");
    over.draw([[0, "1"]]);
    over.draw([]);

    expect(stage.html()).toBe("<b></b>");
  });
});

describe("attributes", () => {
  beforeEach(() => open('<p class="a" title="t" dj=@>x</p>'));

  test("are shown and taken back, those of scripts stay", () => {
    stage.$("p").classList.add("script");
    over.draw([[0, ATTRIBUTES, { class: "b", title: null, "aria-pressed": "true" }]]);
    stage.$("p").classList.add("later");

    expect(stage.$("p").outerHTML).toBe('<p class="script b later" dj="@" aria-pressed="true">x</p>');

    over.draw([]);

    expect(stage.$("p").className).toBe("script later a");
    expect(stage.$("p").title).toBe("t");
    expect(stage.$("p").hasAttribute("aria-pressed")).toBe(false);
  });

  test("that the server says too are not touched again", () => {
    over.draw([[0, ATTRIBUTES, { class: "b" }]]);

    expect(changed(() => (stage.apply([0, ATTRIBUTES, { class: "b" }]), over.draw([])))).toEqual([]);
    expect(stage.$("p").className).toBe("b");
  });

  test("of which the server sets others keep both", () => {
    over.draw([[0, ATTRIBUTES, { class: "b" }]]);
    stage.apply([0, ATTRIBUTES, { title: "u" }]);
    over.draw([[0, ATTRIBUTES, { class: "b" }]]);

    expect([stage.$("p").className, stage.$("p").title]).toEqual(["b", "u"]);

    over.draw([]);

    expect([stage.$("p").className, stage.$("p").title]).toEqual(["a", "u"]);
  });

  test("of a whole start tag are shown and taken back", () => {
    over.draw([[0, START_TAG, '<p class="a" hidden>']]);

    expect(stage.$("p").outerHTML).toBe('<p class="a" dj="@" hidden="">x</p>');

    stage.apply([0, START_TAG, '<p class="a" lang="en">']);
    over.draw([]);

    expect(stage.$("p").outerHTML).toBe('<p class="a" dj="@" lang="en">x</p>');
  });

  test("of two predictions come together, the later one counts", () => {
    over.draw([
      [0, ATTRIBUTES, { class: "b", lang: "en" }],
      [0, ATTRIBUTES, { class: "c" }],
    ]);

    expect([stage.$("p").className, stage.$("p").lang]).toEqual(["c", "en"]);
  });

  test("of a field never overwrite what was typed", async () => {
    await open('<input value="a" dj=!><input id="two" value="b" dj=!>');
    const [typed, other] = stage.all("input") as HTMLInputElement[];
    typed!.value = "mine";
    typed!.dispatchEvent(new Event("input", { bubbles: true }));
    over.draw([
      [0, ATTRIBUTES, { value: "x" }],
      [1, ATTRIBUTES, { value: "y" }],
    ]);

    expect([typed!.value, other!.value]).toEqual(["mine", "y"]);

    over.draw([]);

    expect([typed!.value, other!.value]).toEqual(["mine", "b"]);
  });

  test("of a field that its event carried are what the server says when it is a success", async () => {
    await open('<input value="a" dj=!>');
    const field = stage.$<HTMLInputElement>("input");
    field.value = "mine";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    over.draw([[0, ATTRIBUTES, { value: "" }]]);
    const sent = carried([field]);

    expect(field.value).toBe("mine");

    stage.answer([sent], [0, ATTRIBUTES, { value: "" }]);
    over.draw([]);

    expect(field.value).toBe("");
  });
});

describe("an arm of a branch", () => {
  const form = '<form id="f"><input><b dj>1</b></form>';
  beforeEach(() => open("<div><!--{--><p>old <i dj>0</i></p><!--}--></div>"));

  test("is shown, and the nodes that were there come back", () => {
    const old = stage.$("p");
    over.draw([[0, REPLACE, form]]);

    expect(stage.html()).toBe('<div><form id="f"><input><b>1</b></form></div>');

    over.draw([]);

    expect(stage.html()).toBe("<div><p>old <i>0</i></p></div>");
    expect(stage.$("p")).toBe(old);
    expect(stage.apply([0, INSIDE, [[0, "9"]]])).toEqual([]);
    expect(stage.html()).toBe("<div><p>old <i>9</i></p></div>");
  });

  test("gives the focus back with the nodes that had it, and the caret where it was", async () => {
    await open('<div><!--{--><p><input value="word"></p><!--}--></div>');
    const field = stage.$<HTMLInputElement>("input");
    field.focus();
    field.setSelectionRange(1, 2);
    over.draw([[0, REPLACE, form]]);

    expect(field.isConnected).toBe(false);

    over.draw([]);

    expect([stage.document.activeElement, field.selectionStart, field.selectionEnd]).toEqual([field, 1, 2]);
  });

  test("that the server draws too keeps nodes, focus and what was typed; operations find their way in it", () => {
    over.draw([[0, REPLACE, form]]);
    const field = stage.$<HTMLInputElement>("input");
    field.focus();
    field.value = "typed";
    field.dispatchEvent(new Event("input", { bubbles: true }));

    expect(changed(() => (stage.apply([0, REPLACE, form]), over.draw([])))).toEqual([]);
    expect([field.isConnected, stage.document.activeElement === field, field.value]).toEqual([true, true, "typed"]);
    expect(stage.apply([0, INSIDE, [[0, "2"]]])).toEqual([]);
    expect(stage.$("b").textContent).toBe("2");
  });

  test("that the server draws with other values keeps the field that is typed in", () => {
    over.draw([[0, REPLACE, form]]);
    const field = stage.$<HTMLInputElement>("input");
    field.focus();
    stage.apply([0, REPLACE, form.replace("1", "5")]);
    over.draw([]);

    expect(stage.html()).toBe('<div><form id="f"><input><b>5</b></form></div>');
    expect([stage.$("input"), stage.document.activeElement]).toEqual([field, field]);
  });

  test("that a later prediction changes keeps its nodes too, on a page without the morph", () => {
    vi.stubGlobal("djustMorph1", undefined);
    over.draw([[0, REPLACE, form]]);
    const field = stage.$("input");
    over.draw([[0, REPLACE, form.replace("1", "2")]]);

    expect(stage.$("b").textContent).toBe("2");
    expect(stage.$("input")).toBe(field);

    over.draw([]);
    vi.unstubAllGlobals();

    expect(stage.html()).toBe("<div><p>old <i>0</i></p></div>");
  });

  test("of the same elements, but for another field, is another arm: what was typed is not taken over", () => {
    over.draw([[0, REPLACE, '<form><input name="q" value="1"></form>']]);
    const field = stage.$<HTMLInputElement>("input");
    field.value = "typed";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    over.draw([[0, REPLACE, '<form><input name="q" value="2"></form>']]);

    expect([stage.$("input"), field.value]).toEqual([field, "typed"]);

    over.draw([[0, REPLACE, '<form><input name="other" value="2"></form>']]);

    expect(stage.$<HTMLInputElement>("input").value).toBe("2");

    stage.apply([0, REPLACE, '<form><input name="third" value="3"></form>']);
    over.draw([]);

    expect(stage.html()).toBe('<div><form><input name="third" value="3"></form></div>');
  });

  test("is not what the server says: nothing of it is left", () => {
    over.draw([[0, REPLACE, form]]);
    stage.apply([0, REPLACE, "<label><input><u dj>x</u></label>"]);
    over.draw([]);

    expect(stage.html()).toBe("<div><label><input><u>x</u></label></div>");
    expect(stage.apply([0, INSIDE, [[0, "y"]]])).toEqual([]);
  });

  test("hides one in which the server goes on", () => {
    over.draw([[0, REPLACE, form]]);

    expect(stage.apply([0, INSIDE, [[0, "7"]]])).toEqual([]);
    expect(stage.html()).toBe('<div><form id="f"><input><b>1</b></form></div>');

    over.draw([]);

    expect(stage.html()).toBe("<div><p>old <i>7</i></p></div>");
  });

  test("hides a prediction in the one before, which is taken back with it", () => {
    over.draw([[0, INSIDE, [[0, "1"]]]]);
    over.draw([
      [0, INSIDE, [[0, "1"]]],
      [0, REPLACE, form],
    ]);
    over.draw([[0, INSIDE, [[0, "1"]]]]);

    expect(stage.html()).toBe("<div><p>old <i>1</i></p></div>");

    over.draw([]);

    expect(stage.html()).toBe("<div><p>old <i>0</i></p></div>");
  });

  test("that stands directly in its place, without an element round it, goes on while it is hidden", async () => {
    await open("<div><!--{--><!--{-->a<!--}--> b<!--}--></div>");
    over.draw([[0, REPLACE, "<hr>"]]);

    expect(stage.apply([0, INSIDE, [[0, REPLACE, "<i>c</i>"]]])).toEqual([]);

    over.draw([]);

    expect(stage.html()).toBe("<div><i>c</i> b</div>");
  });

  test("whose region the server draws anew is gone with it", () => {
    over.draw([[0, INSIDE, [[0, "1"]]]]);
    stage.apply([0, REPLACE, "<em dj>2</em>"]);
    over.draw([]);

    expect(stage.html()).toBe("<div><em>2</em></div>");
  });

  test("of which the server has the whole region morphed is not put back into it", () => {
    over.draw([[0, INSIDE, [[0, "1"]]]]);
    stage.apply([0, MORPH, "<p>old <i dj>2</i></p>"]);

    expect(stage.html()).toBe("<div><p>old <i>2</i></p></div>");

    over.draw([]);

    expect(stage.html()).toBe("<div><p>old <i>2</i></p></div>");
  });

  test("that breaks out of its place is not shown, and not reported as the page's fault", () => {
    expect(over.draw([[0, REPLACE, "<b dj>1</b></div>"]])).toBe(false);
    expect(stage.html()).toBe("<div><p>old <i>0</i></p></div>");
    expect(stage.apply([0, INSIDE, [[0, "9"]]])).toEqual([]);
  });
});

describe("rows", () => {
  const row = (key: number, text: string): string => `<li dj-key="${key}"><b>${text}</b></li>`;
  const texts = (): string => stage.all("li").map((li) => li.textContent).join("");
  beforeEach(() => open(`<ul><!--{li b.-->\n${row(1, "a")}\n\n${row(2, "b")}\n\n${row(3, "c")}\n<!--}--></ul>`));

  test("change by themselves, and are taken back", () => {
    over.draw([[0, ROWS, 1, [[0, "B"]]]]);

    expect(texts()).toBe("aBc");
    expect(changed(() => (stage.apply([0, ROWS, 1, [[0, "B"]]]), over.draw([])))).toEqual([]);
    expect(texts()).toBe("aBc");
  });

  test("that the server moves and removes take their predictions along", () => {
    over.draw([[0, ROWS, 0, [[0, "A"]], 1, [[0, "B"]]]]);
    stage.apply([0, LIST, [2, 0], "", []]);

    expect(texts()).toBe("cA");

    over.draw([]);

    expect(texts()).toBe("ca");
  });

  test("are added and removed, and everything comes back", () => {
    const before = stage.document.body.innerHTML;
    const nodes = stage.all("li");
    over.draw([[0, LIST, [0, 2, [-1, 1]], row(4, "d")]]);

    expect(texts()).toBe("acd");

    over.draw([]);

    expect(stage.document.body.innerHTML).toBe(before);
    expect(stage.all("li")).toEqual(nodes);
  });

  test("that the server adds too are the same nodes, and can be operated on", () => {
    over.draw([[0, LIST, [[0, 3], [-1, 1]], row(4, "d")]]);

    expect(changed(() => (stage.apply([0, LIST, [[0, 3], [-1, 1]], row(4, "d")]), over.draw([])))).toEqual([]);
    expect(stage.apply([0, ROWS, 3, [[0, "D"]]])).toEqual([]);
    expect(texts()).toBe("abcD");
  });

  test("that the server adds while changing others are the same nodes", () => {
    over.draw([[0, LIST, [[0, 3], [-1, 1]], row(4, "d")]]);
    const added = stage.all("li")[3];
    stage.apply([0, LIST, [[0, 3], [-1, 1]], row(4, "d"), [0, [[0, "A"]]]]);
    over.draw([]);

    expect(texts()).toBe("Abcd");
    expect(stage.all("li")[3]).toBe(added);
  });

  test("that are gone in a prediction change under it", () => {
    over.draw([[0, LIST, [[1, 2]]]]);

    expect(stage.apply([0, ROWS, 0, [[0, "A"]], 2, [[0, "C"]]])).toEqual([]);
    expect(texts()).toBe("bC");

    over.draw([]);

    expect(texts()).toBe("AbC");
  });

  test("of another order than predicted are what the server says", () => {
    over.draw([[0, LIST, [[0, 3], [-1, 1]], row(4, "d")]]);
    stage.apply([0, LIST, [[-1, 1], [0, 3]], row(9, "x")]);
    over.draw([[0, LIST, [[0, 4], [-1, 1]], row(4, "d")]]);

    expect(texts()).toBe("xabcd");

    over.draw([]);

    expect(texts()).toBe("xabc");
  });

  test("without one root element come and go with all their nodes", async () => {
    await open("<div><!--{*--><!--,--><b dj>1</b>x<!--,--><b dj>2</b>y<!--}--></div>");
    const before = stage.document.body.innerHTML;
    over.draw([[0, LIST, [1]]]);

    expect(stage.html()).toBe("<div><b>2</b>y</div>");
    expect(stage.apply([0, ROWS, 0, [[0, "9"]]])).toEqual([]);

    over.draw([]);

    expect(stage.document.body.innerHTML).toBe(before.replace("1", "9"));
  });

  test("that are all gone are nothing, and come back", () => {
    const before = stage.document.body.innerHTML;
    over.draw([[0, REPLACE, ""]]);

    expect(stage.html()).toBe("<ul></ul>");

    over.draw([]);

    expect(stage.document.body.innerHTML).toBe(before);
    expect(stage.apply([0, LIST, [[0, 2]]])).toEqual([]);
    expect(texts()).toBe("ab");
  });
});

test("what is nobody's to change is left alone", async () => {
  await open('<div dj-update="ignore"><b dj>0</b></div>');
  over.draw([[0, "1"]]);

  expect(stage.html()).toContain("<b>0</b>");
});

test("a part that is not there, or no part any more, is passed over", async () => {
  await open("<b dj>0</b>");

  expect(over.draw([[0, "1"], [5, "x"], [0, ROWS, 3, [[0, "x"]]]])).toBe(true);
  expect(stage.html()).toBe("<b>1</b>");
});

test("the page that was morphed as a whole is drawn on anew", async () => {
  await open("<b dj>0</b>");
  over.draw([[0, "1"]]);
  stage.page.replaceAll("<!doctype html><title>Page</title><body><b dj>5</b><u dj>6</u></body>");
  over.draw([[1, "7"]]);

  expect(stage.html()).toBe("<b>5</b><u>7</u>");

  over.draw([]);

  expect(stage.html()).toBe("<b>5</b><u>6</u>");
});

test("a script that took a mark away ends a prediction there, and no other", async () => {
  await open("<p><!--{-->0<!--}--></p><b dj>0</b>");
  over.draw([[0, "1"], [1, "1"]]);
  stage.$("p").replaceChildren();
  over.draw([]);

  expect(stage.html()).toBe("<p></p><b>0</b>");
});

