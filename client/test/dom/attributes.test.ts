import { expect, test } from "vitest";

import { load, mutations } from "./stage";

test("attributes are set and removed, and nothing else is touched", async () => {
  const { document, apply, $ } = await load('<p title="a" lang="en" dj=@>x</p>');
  const touched = mutations(document, () => apply([0, 3, { title: 'b"&<', lang: null }]));

  expect($("p").title).toBe('b"&<');
  expect($("p").hasAttribute("lang")).toBe(false);
  expect(touched).toEqual(["p attributes title", "p attributes lang"]);
});

test("class changes token by token: what a script added stays", async () => {
  const { apply, $ } = await load('<p class="card on" dj=@></p>');
  $("p").classList.add("animated");
  apply([0, 3, { class: "card off" }]);
  expect([...$("p").classList].sort()).toEqual(["animated", "card", "off"]);

  apply([0, 3, { class: null }]);
  expect($("p").className).toBe("animated");
});

test("a class that nobody else touched is exactly what the server writes", async () => {
  const { apply, $ } = await load('<p class="card  on" dj=@></p>');
  apply([0, 3, { class: "card " }]);

  expect($("p").getAttribute("class")).toBe("card ");
});

test("style changes property by property: what a script set stays", async () => {
  const { apply, $ } = await load('<p style="color: red; width: 10px" dj=@></p>');
  $("p").style.setProperty("transform", "none");
  apply([0, 3, { style: "color: blue" }]);

  expect($("p").style.cssText).toBe("color: blue; transform: none;");
});

test("a start tag is parsed by the browser; what the server no longer writes goes, what a script added stays", async () => {
  const { apply, $ } = await load('<button id=b title="old" dj=@>x</button>');
  $("button").setAttribute("data-script", "1");
  apply([0, 4, '<button id=b disabled data-text="a &amp; b" @click=go>']);

  const { attributes } = $("button");
  expect(Object.fromEntries([...attributes].map(({ name, value }) => [name, value]))).toEqual({
    id: "b",
    dj: "@",
    disabled: "",
    "data-text": "a & b",
    "data-script": "1",
    "@click": "go",
  });
});

test("what a script did to an attribute stays while the server writes the same", async () => {
  const { apply, $ } = await load('<details open dj=@><summary>s</summary></details>');
  $("details").removeAttribute("open");
  apply([0, 4, '<details open title="t">']);

  expect($("details").hasAttribute("open")).toBe(false);
  expect($("details").title).toBe("t");
});

test("start tags of cells, options and void elements are read without their surroundings", async () => {
  const { apply, html } = await load("<table><tbody><tr dj=@><td dj=@.>x</td></tr></tbody></table><select><option dj=@.>a</option></select><br dj=@>");
  apply([0, 4, "<tr class=r>"], [1, 4, "<td colspan=2>"], [2, "y"], [3, 4, "<option value=v>"], [5, 4, "<br id=x />"]);

  expect(html()).toBe(
    '<table><tbody><tr class="r"><td colspan="2">y</td></tr></tbody></table><select><option value="v">a</option></select><br id="x">',
  );
});

test("SVG attributes keep their capital letters and namespaces", async () => {
  const { apply, $ } = await load('<svg viewbox="0 0 1 1" dj=@><a xlink:href="#a" dj=@></a></svg>');
  apply([0, 3, { viewbox: "0 0 9 9" }], [1, 3, { "xlink:href": "#b" }]);
  apply([0, 4, '<svg viewbox="0 0 7 7" preserveaspectratio="none">']);

  expect($("svg").getAttribute("viewBox")).toBe("0 0 7 7");
  expect($("svg").getAttribute("preserveAspectRatio")).toBe("none");
  expect($("svg a").getAttributeNS("http://www.w3.org/1999/xlink", "href")).toBe("#b");
  expect($("svg a").attributes.length).toBe(2);
});

test("an SVG class is three-way as well", async () => {
  const { apply, $ } = await load('<svg><g class="a" dj=@></g></svg>');
  $("g").classList.add("mine");
  apply([0, 3, { class: "b" }]);

  expect([...$("g").classList].sort()).toEqual(["b", "mine"]);
});

test("attributes of html and body are parts like any other", async () => {
  const { document, apply } = await load('<!doctype html><html lang="en" dj=@><head><title>t</title></head><body class="a" dj=@>x</body></html>');
  apply([0, 3, { lang: "de" }], [1, 3, { class: "b" }]);

  expect(document.documentElement.lang).toBe("de");
  expect(document.body.className).toBe("b");
});

test("boolean attributes are property and attribute both", async () => {
  const { apply, $ } = await load("<input type=checkbox dj=!><select><option dj=!>a</option><option dj=!>b</option></select><button dj=@>x</button>");
  apply([0, 3, { checked: "", indeterminate: "" }], [2, 3, { selected: "" }], [3, 3, { disabled: "" }]);
  const box = $<HTMLInputElement>("input");
  expect([box.checked, box.indeterminate, $<HTMLSelectElement>("select").selectedIndex, $<HTMLButtonElement>("button").disabled]).toEqual([true, true, 1, true]);

  apply([0, 3, { checked: null, indeterminate: null }], [2, 3, { selected: null }], [1, 3, { selected: "" }], [3, 3, { disabled: null }]);
  expect([box.checked, box.indeterminate, $<HTMLSelectElement>("select").selectedIndex, $<HTMLButtonElement>("button").disabled]).toEqual([false, false, 0, false]);
});
