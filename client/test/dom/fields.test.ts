import { userEvent } from "vitest/browser";
import { beforeEach, describe, expect, test } from "vitest";

import { carried, settle } from "../../src/dom/fields";
import type { Carried } from "../../src/dom/fields";
import { load } from "./stage";
import type { Stage } from "./stage";

/** Types as a person's browser tells it: the value, and an `input` event. */
function type(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  field.focus();
  field.setRangeText(value, 0, field.value.length, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

describe("a text field that the template fills", () => {
  let stage: Stage;
  let field: HTMLInputElement;
  beforeEach(async () => {
    stage = await load('<input name=q value="" dj=!><input id=other>');
    field = stage.$<HTMLInputElement>("input");
  });
  const reply = (answered: Carried, value: string): void => {
    stage.answer([answered], [0, 3, { value }]);
    settle(answered);
  };

  test("takes the reply to what was typed in it", () => {
    type(field, "lap");
    reply(carried([field]), "LAP");

    expect([field.value, field.defaultValue]).toEqual(["LAP", "LAP"]);
  });

  test("is not taken back by a late reply: `lap` never erases the `t` of `lapt`", () => {
    type(field, "lap");
    const first = carried([field]);
    type(field, "lapt");
    reply(first, "lap");
    expect([field.value, field.defaultValue]).toEqual(["lapt", "lap"]);

    reply(carried([field]), "lapt");
    expect(field.value).toBe("lapt");
  });

  test("takes the reply though the person has left it meanwhile", () => {
    type(field, "lap");
    const sent = carried([field]);
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.blur();
    reply(sent, "LAP");

    expect(field.value).toBe("LAP");
  });

  test("is cleared by the reply to the event that carried it, though its attribute did not change", () => {
    type(field, "done");
    settle(carried([field]));

    expect(field.value).toBe("");
  });

  test("is not cleared by an event that did not carry it", () => {
    type(field, "kept");
    settle(carried([stage.$("#other")]));

    expect(field.value).toBe("kept");
  });

  test("keeps its caret when a reply changes what is in it", () => {
    type(field, "hello");
    const sent = carried([field]);
    field.setSelectionRange(2, 4);
    reply(sent, "HELLO");

    expect([field.selectionStart, field.selectionEnd]).toEqual([2, 4]);
  });

  test("is not changed by a frame that nobody asked for while it has the focus", () => {
    field.focus();
    stage.answer(null, [0, 3, { value: "news" }]);
    expect([field.value, field.defaultValue]).toEqual(["", "news"]);

    field.blur();
    stage.answer(null, [0, 3, { value: "more" }]);
    expect(field.value).toBe("more");
  });

  test("keeps what was typed when the page joins anew", () => {
    type(field, "typed");
    field.blur();
    stage.answer([], [0, 3, { value: "server" }]);

    expect([field.value, field.defaultValue]).toEqual(["typed", "server"]);
  });

  test("is not touched while an input method composes in it, not even by its own reply", () => {
    field.focus();
    field.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
    type(field, "に");
    reply(carried([field]), "x");
    expect(field.value).toBe("に");

    field.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
    reply(carried([field]), "y");
    expect(field.value).toBe("y");
  });

  test("shows what the server says at any time when it asks for it", () => {
    field.setAttribute("dj-force-value", "");
    type(field, "typed");
    stage.answer(null, [0, 3, { value: "forced" }]);

    expect(field.value).toBe("forced");
  });
});

test("a field that the template does not fill is the person's: a reply does not clear it", async () => {
  const { $ } = await load("<input name=q>");
  type($<HTMLInputElement>("input"), "mine");
  settle(carried([$("input")]));

  expect($<HTMLInputElement>("input").value).toBe("mine");
});

test("real keys: what a person types between an event and its reply stays, caret and all", async () => {
  const { answer, $ } = await load('<input value="" dj=!>');
  const field = $<HTMLInputElement>("input");
  field.focus();
  await userEvent.keyboard("lap");
  const sent = carried([field]);
  await userEvent.keyboard("t");
  answer([sent], [0, 3, { value: "lap" }]);
  settle(sent);

  expect([field.value, field.selectionStart]).toEqual(["lapt", 4]);
});

describe("a textarea", () => {
  test("follows the server until somebody types, and then only replies to what was typed", async () => {
    const { apply, answer, $ } = await load("<textarea dj>a</textarea>");
    const area = $<HTMLTextAreaElement>("textarea");
    apply([0, "b <i>"], [0, 1, "!"]);
    expect(area.value).toBe("b <i>!");

    type(area, "typed");
    answer([carried([])].map((each) => ({ ...each, at: 0 })), [0, "c"]);
    expect([area.value, area.defaultValue]).toEqual(["typed", "c"]);

    answer([carried([area])], [0, "d"]);
    expect(area.value).toBe("d");
  });

  test("keeps what it shows while it has the focus and nobody asked", async () => {
    const { answer, $ } = await load("<textarea dj>a</textarea>");
    $("textarea").focus();
    answer(null, [0, "b"]);

    expect($<HTMLTextAreaElement>("textarea").value).toBe("a");
  });

  test("is emptied by the reply to the event that carried it", async () => {
    const { $ } = await load("<textarea dj></textarea>");
    type($<HTMLTextAreaElement>("textarea"), "typed");
    settle(carried([$("textarea")]));

    expect($<HTMLTextAreaElement>("textarea").value).toBe("");
  });
});

describe("boxes and buttons", () => {
  test("a box that was switched since keeps its state; its own reply sets it", async () => {
    const { answer, $ } = await load("<input type=checkbox checked dj=!>");
    const box = $<HTMLInputElement>("input");
    const before = carried([box]);
    box.click();
    answer([before], [0, 3, { checked: "" }]);
    expect(box.checked).toBe(false);

    const sent = carried([box]);
    answer([sent], [0, 3, { checked: "" }]);
    settle(sent);
    expect(box.checked).toBe(true);
  });

  test("another value for a box does not switch it", async () => {
    const { apply, answer, $ } = await load("<input type=checkbox value=a dj=!>");
    const box = $<HTMLInputElement>("input");
    box.checked = true;
    apply([0, 3, { value: "b" }]);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    answer([], [0, 3, { value: "c" }]);

    expect([box.checked, box.value]).toEqual([true, "c"]);
  });

  test("choosing a radio button counts for all of its group", async () => {
    const { answer, all } = await load("<form><input type=radio name=r value=a checked dj=!><input type=radio name=r value=b dj=!></form>");
    const [a, b] = all("input") as HTMLInputElement[];
    const before = carried([]);
    b?.click();
    answer([before], [0, 3, { checked: "" }], [1, 3, { checked: null }]);
    expect([a?.checked, b?.checked]).toEqual([false, true]);

    settle(carried([a as Element, b as Element]));
    expect([a?.checked, b?.checked]).toEqual([true, false]);
  });
});

describe("a select", () => {
  const choose = (select: HTMLSelectElement, index: number): void => {
    select.selectedIndex = index;
    select.dispatchEvent(new Event("input", { bubbles: true }));
  };

  test("keeps what was chosen since, and takes the reply to it", async () => {
    const { answer, $ } = await load("<select><option selected dj=!>a</option><option dj=!>b</option><option dj=!>c</option></select>");
    const select = $<HTMLSelectElement>("select");
    const before = carried([select]);
    choose(select, 1);
    answer([before], [0, 3, { selected: null }], [2, 3, { selected: "" }]);
    expect(select.selectedIndex).toBe(1);

    settle(carried([select]));
    expect(select.selectedIndex).toBe(2);
  });

  test("keeps its choice when its options move, come and go", async () => {
    const { apply, $ } = await load("<select><!--{option.--><option>a</option><option>b</option><option>c</option><!--}--></select>");
    const select = $<HTMLSelectElement>("select");
    choose(select, 1);
    apply([0, 7, [[-1, 1], 2, 1, 0], "<option>n</option>"]);
    expect(select.value).toBe("b");

    apply([0, 7, [2, 0]]);
    expect(select.value).toBe("b");
  });

  test("takes an option that comes as the chosen one, unless a person chose since", async () => {
    const { apply, answer, $ } = await load("<select><!--{option!.--><option>a</option><option>b</option><!--}--></select>");
    const select = $<HTMLSelectElement>("select");
    apply([0, 7, [[0, 2], [-1, 1]], "<option selected>c</option>"]);
    expect(select.value).toBe("c");

    const before = carried([select]);
    choose(select, 0);
    answer([before], [0, 7, [[0, 3], [-1, 1]], "<option selected>d</option>"]);
    expect(select.value).toBe("a");
  });
});

test("what is edited in place is not touched while a person is in it", async () => {
  const { answer, $, html } = await load("<div><!--{--><p contenteditable>old</p><i>x</i><!--}--></div>");
  $("p").focus();
  $("p").textContent = "mine";
  $("p").dispatchEvent(new Event("input", { bubbles: true }));
  answer([], [0, 6, "<p contenteditable>new</p><i>y</i>"]);
  expect(html()).toBe('<div><p contenteditable="">mine</p><i>y</i></div>');

  answer([carried([])], [0, 6, "<p contenteditable>newer</p><i>y</i>"]);
  expect($("p").textContent).toBe("newer");
});

describe("a field that a value of the server printed", () => {
  let form: HTMLFormElement;
  const fill = async (html: string): Promise<void> => {
    form = (await load(`<form>${html}</form>`)).$("form");
    for (const field of form.elements) type(field as HTMLInputElement, "typed");
  };
  const shown = (): string[] => [...form.elements].map((field) => (field as HTMLInputElement).value);
  const printed = "<!--{--><p><input></p><!--}--><b dj=.><!--{--><textarea></textarea><!--}--></b>";

  test("shows what the server says after it was submitted", async () => {
    await fill(printed);
    settle(carried(form.elements, true));

    expect(shown()).toEqual(["", ""]);
  });

  test("keeps what is typed when it was only changed", async () => {
    await fill(printed);
    settle(carried(form.elements));

    expect(shown()).toEqual(["typed", "typed"]);
  });

  test("is none that stands in a branch of the template itself", async () => {
    await fill("<!--{?--><input><!--}-->");
    settle(carried(form.elements, true));

    expect(shown()).toEqual(["typed"]);
  });
});
