import { afterEach, expect, test } from "vitest";

import { layer, setMark } from "../../src/dom/marks";
import type { Kind } from "../../src/dom/marks";
import { load, mutations } from "./stage";

let off: (() => void)[] = [];
afterEach(() => {
  for (const each of off) each();
  off = [];
});

function mark(element: Element, kind: Kind): void {
  setMark(element, kind, true);
  off.push(() => setMark(element, kind, false));
}

test("marks go on, are counted, and leave the element as it was", async () => {
  const { $ } = await load('<button class="a" aria-busy="false">Save</button>');
  const before = $("button").outerHTML;
  const kinds: Kind[] = ["pending", "disabled", "class:loading", "text:Saving: 1", "hide"];
  for (const kind of [...kinds, ...kinds]) setMark($("button"), kind, true);
  for (const kind of kinds) setMark($("button"), kind, false);

  expect([$("button").className, $("button").getAttribute("aria-busy"), $("button").textContent]).toEqual(["a dj-pending loading", "true", "Saving: 1"]);
  expect([$<HTMLButtonElement>("button").disabled, $("button").style.display]).toEqual([true, "none"]);

  for (const kind of kinds) setMark($("button"), kind, false);
  expect($("button").outerHTML.replace(' style=""', "")).toBe(before);
});

test("operations never see the marks: what the server writes under them is there when they go", async () => {
  const { apply, $ } = await load('<button class="a" dj=@.>Save</button>');
  mark($("button"), "pending");
  mark($("button"), "disabled");
  mark($("button"), "text:Saving");
  apply([0, 3, { class: "b", disabled: null }], [1, "Saved 1"]);
  expect([$("button").className, $("button").textContent, $<HTMLButtonElement>("button").disabled]).toEqual(["b dj-pending", "Saving", true]);

  for (const each of off.splice(0)) each();
  expect($("button").outerHTML).toBe('<button class="b" dj="@.">Save</button>'.replace("Save<", "Saved 1<"));
});

test("a mark on what an update removed is forgotten", async () => {
  const { apply, $ } = await load("<div><!--{--><button>x</button><!--}--></div>");
  const button = $("button");
  setMark(button, "pending", true);
  apply([0, 2, ""]);
  setMark(button, "pending", false);

  expect(button.className).toBe("");
});

test("an element that was hidden is shown, and hidden again", async () => {
  const { $ } = await load("<i hidden>…</i>");
  setMark($("i"), "show", true);
  expect([$("i").hidden, $("i").style.display]).toEqual([false, "revert"]);

  setMark($("i"), "show", false);
  expect([$("i").hidden, $("i").style.display]).toEqual([true, ""]);
});

test("the label of a submit input is its value", async () => {
  const { $ } = await load("<input type=submit value=Go>");
  setMark($("input"), "text:Wait", true);
  expect($<HTMLInputElement>("input").value).toBe("Wait");

  setMark($("input"), "text:Wait", false);
  expect($("input").getAttribute("value")).toBe("Go");
});

test("without marks the layer touches nothing", async () => {
  const { document } = await load("<p>x</p>");

  expect(
    mutations(document, () => {
      layer.lift();
      layer.lay();
    }),
  ).toEqual([]);
});
