import { describe, expect, test } from "vitest";

import { countMarks, load } from "./stage";

describe("a branch", () => {
  test("changes arm, and the parts of the new one are live", async () => {
    const { apply, html } = await load("<div><!--{--><b dj>1</b><!--}--></div>");
    apply([0, 5, [[0, "2"]]]);
    expect(html()).toBe("<div><b>2</b></div>");

    apply([0, 2, "<i class=x dj=@.>a</i> and <u dj>b</u>"]);
    apply([0, 5, [[0, 3, { class: "y" }], [1, "A"], [2, "B"]]]);
    expect(html()).toBe('<div><i class="y">A</i> and <u>B</u></div>');

    apply([0, 2, ""]);
    expect(html()).toBe("<div></div>");
  });

  test("inside a branch counts on its own", async () => {
    const { apply, html } = await load("<div><b dj>0</b><!--{--><!--{--><i dj>1</i><!--}--><u dj>2</u><!--}--><s dj>3</s></div>");
    apply([1, 5, [[0, 5, [[0, "one"]]], [1, "two"]]], [2, "three"], [0, "zero"]);

    expect(html()).toBe("<div><b>zero</b><i>one</i><u>two</u><s>three</s></div>");
  });

  test("that was text becomes HTML and text again", async () => {
    const { apply, html } = await load("<p>a<!--{-->b<!--}-->c</p>");
    apply([0, 2, "<b>B</b>"]);
    expect(html()).toBe("<p>a<b>B</b>c</p>");

    apply([0, "b < c"]);
    expect(html()).toBe("<p>ab &lt; cc</p>");
  });
});

describe("HTML is read where it is to stand:", () => {
  const places: [place: string, before: string, html: string, after: string][] = [
    ["rows in a tbody", "<table><tbody><!--{--><!--}--></tbody></table>", "<tr><td>x</td></tr>", "<table><tbody><tr><td>x</td></tr></tbody></table>"],
    ["cells in a row", "<table><tbody><tr><!--{--><!--}--></tr></tbody></table>", "<th>a</th><td>b</td>", "<table><tbody><tr><th>a</th><td>b</td></tr></tbody></table>"],
    ["a caption in a table", "<table><!--{--><!--}--></table>", "<caption>c</caption>", "<table><caption>c</caption></table>"],
    ["columns", "<table><colgroup><!--{--><!--}--></colgroup></table>", "<col span=2>", '<table><colgroup><col span="2"></colgroup></table>'],
    ["options", "<select><!--{--><!--}--></select>", "<option>a</option><optgroup label=g><option>b</option></optgroup>", '<select><option>a</option><optgroup label="g"><option>b</option></optgroup></select>'],
    ["list items", "<ul><!--{--><!--}--></ul>", "<li>a</li><li>b</li>", "<ul><li>a</li><li>b</li></ul>"],
    ["description lists", "<dl><!--{--><!--}--></dl>", "<dt>a</dt><dd>b</dd>", "<dl><dt>a</dt><dd>b</dd></dl>"],
    ["a head", "<!doctype html><head><!--{--><!--}--></head><body></body>", "<meta name=a><link rel=x>", ""],
    ["phrasing in a paragraph", "<p>x<!--{--><!--}-->y</p>", "<b>b</b>", "<p>x<b>b</b>y</p>"],
    ["a details", "<details><summary>s</summary><!--{--><!--}--></details>", "<p>a</p>", "<details><summary>s</summary><p>a</p></details>"],
    ["ruby", "<ruby>x<!--{--><!--}--></ruby>", "<rt>r</rt>", "<ruby>x<rt>r</rt></ruby>"],
  ];
  test.each(places)("%s", async (_, before, html, after) => {
    const stage = await load(before);
    const broken = stage.apply([0, 2, html]);

    expect([stage.broken, broken]).toEqual([[], []]);
    if (after) expect(stage.html()).toBe(after);
    else expect(stage.document.head.innerHTML).toContain('<meta name="a"><link rel="x">');
  });

  test("SVG and MathML children get their namespace", async () => {
    const { apply, $ } = await load("<svg><g><!--{--><!--}--></g><foreignObject><!--{--><!--}--></foreignObject></svg><math><!--{--><!--}--></math>");
    apply([0, 2, "<circle r=1 dj=@></circle><lineargradient></lineargradient>"], [1, 2, "<p>x</p>"], [2, 2, "<mi>x</mi>"]);
    apply([0, 5, [[0, 3, { r: "2" }]]]);

    expect([$("circle"), $("foreignObject p"), $("mi")].map((each) => each.namespaceURI)).toEqual([
      "http://www.w3.org/2000/svg",
      "http://www.w3.org/1999/xhtml",
      "http://www.w3.org/1998/Math/MathML",
    ]);
    expect($("g").lastElementChild?.localName).toBe("linearGradient");
    expect($("circle").getAttribute("r")).toBe("2");
  });

  test("fields belong to the form around them", async () => {
    const { apply, $ } = await load("<form id=f><div><!--{--><!--}--></div></form>");
    apply([0, 2, "<input name=a>"]);

    expect($<HTMLInputElement>("input").form).toBe($("form"));
  });

  test("scripts do not run, in whatever way they come", async () => {
    const { document, page, apply } = await load("<div><!--{--><!--}--></div><p dj></p>");
    const ran = "<script>top.ran = true</script><b>x</b>";
    apply([0, 2, ran], [1, 2, ran], [0, 6, ran + ran]);
    page.replaceAll(`<!doctype html><head><script>top.ran = true</script></head><body>${ran}</body>`);
    await new Promise((resolve) => document.defaultView?.requestAnimationFrame(resolve));

    expect(document.querySelectorAll("script").length).toBe(2);
    expect("ran" in window).toBe(false);
  });

  test("noscript is text, as in a page whose scripts run", async () => {
    const { apply, $ } = await load("<div><!--{--><!--}--></div>");
    apply([0, 2, "<noscript><b>x</b></noscript>"]);

    expect($("noscript").firstElementChild).toBeNull();
    expect($("noscript").textContent).toBe("<b>x</b>");
  });
});

test("an element whose content is a part takes HTML, and text again", async () => {
  const { apply, html, $ } = await load("<div dj>x</div><p dj>y</p>");
  apply([0, 2, "a <b>b</b>"], [1, 2, "<!--{--><i>i</i><!--}-->"]);
  expect(html()).toBe("<div>a <b>b</b></div><p><i>i</i></p>");
  expect($("div").firstChild?.nodeType).toBe(8);

  apply([0, "plain"], [1, "z"]);
  expect(html()).toBe("<div>plain</div><p>z</p>");
  expect($("div").childNodes.length).toBe(1);
});

test("pre takes HTML without marks", async () => {
  const { apply, $ } = await load("<pre dj>x</pre>");
  apply([0, 2, "\n<b>a</b>"]);

  expect($("pre").innerHTML).toBe("\n<b>a</b>");
});

test("an element in a loop's shape has no mark; words are the row's own elements", async () => {
  const { apply, html } = await load(
    '<table><tbody><!--{tr@ td. td b td--><tr class="a"><td>1</td><td><b>x</b></td><td><!--{--><i>n</i><!--}--></td></tr><!--}--></tbody></table>',
  );
  apply([0, 8, 0, [[0, 3, { class: "z" }], [1, "2"], [2, 2, "<u dj>m</u>"]]]);
  apply([0, 8, 0, [[2, 5, [[0, "M"]]]]]);

  expect(html()).toBe('<table><tbody><tr class="z"><td>2</td><td><b>x</b></td><td><u>M</u></td></tr></tbody></table>');
});

test("a table without tbody in its source is found with the one the parser adds", async () => {
  const { broken, apply, $ } = await load("<div><!--{table tr td.--><table><tr><td>1</td></tr></table><!--}--></div>");
  apply([0, 8, 0, [[0, "2"]]]);

  expect(broken).toEqual([]);
  expect($("td").textContent).toBe("2");
});

test("a loop that has another arm stands in a branch", async () => {
  const { broken, apply, html } = await load("<ul><!--{--><p dj>none</p><!--}--></ul>");
  apply([0, 5, [[0, "nothing"]]]);
  expect([broken, html()]).toEqual([[], "<ul><p>nothing</p></ul>"]);

  apply([0, 2, "<!--{li.--><li>a</li><li>b</li><!--}-->"]);
  apply([0, 5, [[0, 8, 1, [[0, "B"]]]]]);
  expect(html()).toBe("<ul><li>a</li><li>B</li></ul>");
});

test("a loop without rows takes some, and loses them all", async () => {
  const { broken, apply, html } = await load("<ul><!--{li.--><!--}--></ul>");
  apply([0, 2, "\n<li>a</li>\n\n<li>b</li>\n"]);
  apply([0, 7, [1, 0], "", [0, [[0, "B"]]]]);
  expect([broken, html()]).toEqual([[], "<ul>\n<li>B</li>\n\n<li>a</li>\n</ul>"]);

  apply([0, 2, ""]);
  expect(html()).toBe("<ul></ul>");
});

test("marks are counted as the server counts them", () => {
  expect(countMarks("<p dj>x</p><!--{li.--><li>a</li><!--}--><!--{*--><!--,-->x<!--}--><br dj=@ />")).toBe(7);
});
