import { describe, expect, test } from "vitest";

import { countMarks, load } from "./stage";

describe("what a parser breaks at load is found, with the smallest range around it:", () => {
  const pages: [what: string, body: string, path: number[]][] = [
    ["a block in a paragraph", "<p>a<!--{--><div>x</div><!--}-->b</p>", []],
    ["the same in a branch", "<b dj>x</b><div><!--{--><p>a<!--{--><div>x</div><!--}-->b</p><!--}--></div>", [1]],
    ["the same in a row", "<ul><!--{li p.--><li><p>ok</p></li><li><p><!--{--><div>x</div><!--}--></p></li><!--}--></ul>", [0]],
    ["the same in a branch in a row", "<ul><!--{li--><li></li><li><!--{--><p dj><!--{--><div>x</div><!--}--></p><!--}--></li><!--}--></ul>", [0]],
    ["the content of an element", "<div><!--{--><p dj><!--{--><h1>x</h1><!--}--></p><!--}--></div>", [0]],
    ["an end tag that closes the element around", "<div><!--{--><div><!--{--></div><!--}--></div><!--}--></div>", []],
    ["a tag left open", "<div><!--{--><div dj><!--{--><b>x<!--}--></div><!--}--></div>", [0]],
    ["a link in a link", '<div><!--{--><a href="#" dj=@>a <!--{--><a>b</a><!--}--> c</a><!--}--></div>', [0]],
    ["a button in a button", "<div><!--{--><button dj=@>a <!--{--><button>b</button><!--}--> c</button><!--}--></div>", [0]],
    ["a cell that closes its row", "<table><tbody><!--{--><tr><td dj><!--{--></td></tr><tr><td>x<!--}--></td></tr><!--}--></tbody></table>", [0]],
    ["an item in an item", "<ul><!--{--><li dj>x</li><li><!--{--><li>y</li><!--}--></li><!--}--></ul>", [0]],
  ];
  test.each(pages)("%s", async (_, body, path) => {
    expect((await load(body)).broken).toEqual([path]);
  });

  test("an end mark that stands too early, and another range behind it", async () => {
    expect((await load("<!--{--><p><!--{--><h1>x</h1><!--}--><!--{-->y<!--}--></p><!--}-->")).broken).toEqual([[]]);
  });

  test("a mark that the parser copied", async () => {
    // Formatting that is closed in the wrong order is opened again: `b` is there twice.
    const { broken, all } = await load("<div><b class=x dj=@><p>one</b>two</p></div>");

    expect(all("[dj]").length).toBe(2);
    expect(broken).toEqual([[]]);
  });

  test("a mark that is not there", async () => {
    expect((await load("<p dj>x</p>", 2)).broken).toEqual([[]]);
  });

  test("the copy of an option that a select shows", async () => {
    const source =
      "<div><!--{--><style>select, ::picker(select) { appearance: base-select }</style>" +
      "<select><button><selectedcontent></selectedcontent></button><option selected><b dj>one</b></option></select><!--}--></div>";
    const { broken, all } = await load(source);

    expect(all("[dj]").length).toBe(2);
    expect(broken).toEqual([[0]]);
  });

  test("a page as it should be is not broken", async () => {
    expect((await load("<div><p dj>a <!--{--><b>x</b><!--}--></p></div>".replace("a ", ""))).broken).toEqual([]);
  });
});

describe("HTML that would not stay in its place when it comes is not put in; the range around it is reported:", () => {
  const cases: [what: string, place: string, html: string][] = [
    ["a block in a paragraph", "<p>a<!--{--><!--}--></p>", "<div>x</div>"],
    ["an end tag of the element around", "<section>a<!--{--><!--}--></section>", "</section>x"],
    ["a tag left open", "<div>a<!--{--><!--}--></div>", "<i>x"],
    ["formatting that a parser carries on", "<div>a<!--{--><!--}--></div>", "<p><b>x</p>"],
    ["a comment left open", "<div>a<!--{--><!--}--></div>", "x <!-- y"],
    ["an attribute left open", "<div>a<!--{--><!--}--></div>", '<b title="x'],
    ["a script left open", "<div>a<!--{--><!--}--></div>", "<script>x"],
    ["a cell in a cell", "<table><tbody><tr><td>a<!--{--><!--}--></td></tr></tbody></table>", "x<td>y"],
    ["text among rows", "<table><tbody><!--{--><!--}--></tbody></table>", "<tr><td>x</td></tr>text"],
    ["a link in a link", "<a>a<!--{--><!--}--></a>", "<a>x</a>"],
    ["a heading in a heading, closed", "<h1>a<!--{--><!--}--></h1>", "x</h1>"],
    ["HTML in SVG", "<svg><g><!--{--><!--}--></g></svg>", "<div>x</div>"],
    ["a block in the head", "<!doctype html><head><!--{--><!--}--></head>", "<div>x</div>"],
  ];
  test.each(cases)("%s", async (_, place, html) => {
    const outer = place.startsWith("<!") ? place : `<main><!--{-->${place}<!--}--></main>`;
    const { broken, apply, document } = await load(outer);
    const before = document.documentElement.outerHTML;
    const path = place.startsWith("<!") ? [] : [0];
    expect(broken).toEqual([]);

    expect(apply(path.length ? [0, 5, [[0, 2, html]]] : [0, 2, html])).toEqual([path]);
    expect(document.documentElement.outerHTML).toBe(before);
  });

  test("the content of an element", async () => {
    const { apply, html } = await load("<main><!--{--><p dj>a</p><!--}--></main>");

    expect(apply([0, 5, [[0, 2, "<ul></ul>"]]])).toEqual([[0]]);
    expect(html()).toBe("<main><p>a</p></main>");
  });

  test("more than a start tag in its place", async () => {
    const { apply, html } = await load("<main><!--{--><p dj=@>a</p><!--}--></main>");

    for (const source of ["<p ><b>", "<p>text", '<p title="x']) expect((await load("<main><!--{--><p dj=@>a</p><!--}--></main>")).apply([0, 5, [[0, 4, source]]])).toEqual([[0]]);
    expect(apply([0, 5, [[0, 4, "<p class=x/>"]]])).toEqual([]);
    expect(html()).toBe('<main><p class="x/">a</p></main>');
  });

  test("a row that comes", async () => {
    const { apply, all } = await load("<main><!--{--><table><tbody><!--{tr td.--><tr><td>1</td></tr><!--}--></tbody></table><!--}--></main>");

    expect(apply([0, 5, [[0, 7, [0, [-1, 1]], "<tr><td><!--{--></td></tr><tr><td>x<!--}--></td></tr>"]]])).toEqual([[0, 0]]);
    expect(all("tr").length).toBe(1);
  });
});

test("a broken range is served as HTML nobody looks into, and is live again as part of what is around it", async () => {
  const { apply, answer, html } = await load("<b dj>x</b><div><!--{--><p>a<!--{-->b<!--}--></p><!--}--></div>");
  expect(apply([1, 5, [[0, 2, "<hr>"]]])).toEqual([[1]]);

  // What was on its way for its inside is not applied, and the server is told again: the first message may be lost.
  expect(apply([1, 5, [[0, "late"]]])).toEqual([[1]]);
  expect(answer([], [1, 6, "<p>a</p><hr>"], [0, "y"])).toEqual([]);
  expect(html()).toBe("<b>y</b><div><p>a</p><hr></div>");

  expect(apply([1, 2, "<i dj>z</i>"])).toEqual([]);
  expect(html()).toBe("<b>y</b><div><i>z</i></div>");
});

test("operations that name a part that is not there are reported", async () => {
  expect((await load("<p dj>x</p>")).apply([7, "x"])).toEqual([[]]);
  expect((await load("<div><!--{--><p dj>x</p><!--}--></div>")).apply([0, 5, [[3, "x"]]])).toEqual([[0]]);
});

test("a range whose mark a script took away is reported", async () => {
  const { apply, $ } = await load("<main><!--{--><p>a<!--{-->b<!--}--></p><!--}--></main>");
  $("p").lastChild?.remove();

  expect(apply([0, 5, [[0, "x"]]])).toEqual([[0]]);
});

test("once the whole document is broken nothing but a whole document is applied", async () => {
  const source = "<!doctype html><title>t</title><body><p>a<!--{--><div>x</div><!--}--></p></body>";
  const { broken, apply, page, html } = await load(source);
  expect(broken).toEqual([[]]);
  expect(apply([0, "y"])).toEqual([[]]);

  expect(page.replaceAll("<!doctype html><title>t</title><body><p>a</p><div>y</div></body>")).toEqual([]);
  expect(html()).toBe("<p>a</p><div>y</div>");
});

test("a place that a script has made, and no parser would, takes HTML", async () => {
  const { document, apply, html } = await load("<div><!--{--><b dj>x</b><!--}--></div><p id=p></p>");
  document.querySelector("#p")?.append(document.querySelector("div") as Element);

  expect(apply([0, 2, "<i dj>y</i>"])).toEqual([]);
  expect(html()).toBe('<p id="p"><div><i>y</i></div></p>');
});

test("the marks of a page are all of its marks", () => {
  expect(countMarks("<p dj=@.>x</p>")).toBe(1);
});
