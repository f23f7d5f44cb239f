import { expect, test } from "vitest";

import { load, mutations } from "./stage";

test("text of an element changes one text node", async () => {
  const { document, apply, html } = await load("<p dj>3 items</p>");

  expect(mutations(document, () => apply([0, "4 items"]))).toEqual(["p/#text characterData"]);
  expect(html()).toBe("<p>4 items</p>");
});

test("text that is the same touches nothing", async () => {
  const { document, apply } = await load("<p dj>3</p>");

  expect(mutations(document, () => apply([0, "3"]))).toEqual([]);
});

test("text becomes the first and the last text of an empty element", async () => {
  const { apply, html } = await load("<p dj></p><i dj>x</i>");
  apply([0, "a"], [1, ""]);

  expect(html()).toBe("<p>a</p><i></i>");
});

test("text is appended to an element, and to a range, in one text node", async () => {
  const { document, apply, html } = await load("<p dj>one</p><div>say <!--{-->a<!--}--> <b>x</b></div>");

  const touched = mutations(document, () => apply([0, 1, " two"], [1, 1, "b"]));

  expect(html()).toBe("<p>one two</p><div>say ab <b>x</b></div>");
  expect(touched).toEqual(["p/#text characterData", "div/#text characterData"]);
});

test("a range between siblings takes text and leaves them alone", async () => {
  const { apply, html, $ } = await load("<div>a <b>x</b><!--{--><!--}--><i>y</i></div>");
  const before = $("b");
  apply([0, "one"]);
  apply([0, "two"]);

  expect(html()).toBe("<div>a <b>x</b>two<i>y</i></div>");
  expect($("b")).toBe(before);
});

test("hostile text stays text, in content and in attributes", async () => {
  const hostile = '"><img src=x onerror=alert(1)>';
  const { apply, html, $ } = await load('<p dj>x</p><div>a<!--{-->b<!--}--><i title="t" dj=@></i></div>');
  apply([0, hostile], [1, hostile], [2, 3, { title: hostile }]);

  expect($("p").textContent).toBe(hostile);
  expect($("i").title).toBe(hostile);
  expect(html()).not.toContain("<img");
});

test("a selection in the part of a text that stays is not disturbed", async () => {
  const { document, apply, $ } = await load("<p dj>Total: 10 pieces</p>");
  const text = $("p").firstChild as Text;
  document.getSelection()?.setBaseAndExtent(text, 0, text, 6);
  apply([0, "Total: 11 pieces"]);

  expect(document.getSelection()?.toString()).toBe("Total:");
});

test("the document's title, a script and a style take text", async () => {
  const { document, apply, $ } = await load("<!doctype html><title dj>1</title><style dj>p {}</style><script type=text/x dj>a</script><body></body>");
  apply([0, "2 < 3"], [1, "p > i {}"], [2, "if (a < b)"]);

  expect(document.title).toBe("2 < 3");
  expect($("style").textContent).toBe("p > i {}");
  expect($("script").textContent).toBe("if (a < b)");
});

test("a leading newline of pre is what the server says", async () => {
  const { apply, $ } = await load("<pre dj>\n\na</pre>");
  expect($("pre").textContent).toBe("\na");

  apply([0, "\nb"]);
  expect($("pre").textContent).toBe("\nb");
});
