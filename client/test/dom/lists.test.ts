import { describe, expect, test } from "vitest";

import type { Op, Run } from "../../src/messages";
import { load, mutations } from "./stage";

const row = (n: number | string): string => `<tr><td>${n}</td><td><input></td></tr>`;
const table = (count: number): string => `<table><tbody><!--{tr td. td input-->${Array.from({ length: count }, (_, n) => row(n)).join("")}<!--}--></tbody></table>`;
const order = (list: Run[], html = "", rows: (number | Op[])[] = []): Op => [0, 7, list, html, rows];

test("toggling one of 1000 rows touches that row only", async () => {
  const { document, apply, all } = await load(`<ul><!--{li@ b.-->${'<li class="off"><b>no</b></li>'.repeat(1000)}<!--}--></ul>`);

  expect(mutations(document, () => apply([0, 8, 317, [[0, 3, { class: "on" }], [1, "yes"]]]))).toEqual(["li attributes class", "b/#text characterData"]);
  expect(all("li")[317]?.outerHTML).toBe('<li class="on"><b>yes</b></li>');
});

test("rows are inserted, removed and changed in one operation", async () => {
  const { apply, all } = await load(table(5));
  const [first] = all("tr");
  apply(order([[-1, 1], [0, 2], 4, [-1, 1]], row("new") + row("last"), [1, [[0, "zero"]], 3, [[0, "four"]], 0, [[0, "NEW"]]]));

  expect(all("tr td:first-child").map((td) => td.textContent)).toEqual(["NEW", "zero", "1", "four", "last"]);
  expect(all("tr")[1]).toBe(first);
});

describe("1000 rows", () => {
  const orders: [string, (n: number) => number, Run[]][] = [
    ["reversed", (n) => 999 - n, [[999, 1000, -1]]],
    ["dealt out", (n) => (n < 500 ? n * 2 : (n - 500) * 2 + 1), [[0, 500, 2], [1, 500, 2]]],
    ["shuffled", (n) => (n * 7919) % 1000, Array.from({ length: 1000 }, (_, n) => (n * 7919) % 1000)],
  ];
  test.each(orders)("%s keep their nodes, what was typed, focus and caret", async (_, at, list) => {
    const { document, apply, all } = await load(table(1000));
    const before = all("tr");
    const input = before[400]?.querySelector("input") as HTMLInputElement;
    input.focus();
    input.value = "typed";
    input.setSelectionRange(2, 3);
    let blurs = 0;
    input.addEventListener("blur", () => blurs++);
    apply(order(list));

    expect(all("tr").map((tr) => before.indexOf(tr))).toEqual(Array.from({ length: 1000 }, (_, n) => at(n)));
    expect(document.activeElement).toBe(input);
    expect([input.value, input.selectionStart, input.selectionEnd, blurs]).toEqual(["typed", 2, 3, 0]);
  });

  test("moving the last to the front moves one node", async () => {
    const { document, apply } = await load(table(1000));
    const touched = mutations(document, () => apply(order([999, [0, 999]])));

    expect(touched.length).toBeLessThanOrEqual(2);
  });
});

test("the row that holds the focus never moves: the others move round it", async () => {
  const { document, apply, all } = await load(table(6));
  const input = all("input")[5] as HTMLInputElement;
  input.focus();
  const observer = new MutationObserver(() => {});
  observer.observe(document, { subtree: true, childList: true });
  apply(order([5, [0, 5]]));

  expect(all("tr").indexOf(input.closest("tr") as HTMLElement)).toBe(0);
  expect(observer.takeRecords().flatMap(({ addedNodes }) => [...addedNodes])).not.toContain(input.closest("tr"));
});

describe("white space between rows", () => {
  const list = (rows: string[], [lead, trail] = ["\n  ", "\n"]): string => rows.map((each) => `${lead}<li>${each}</li>${trail}`).join("");
  const spaces: [string, string][] = [["\n  ", "\n"], ["\n", ""], ["", "\n"], [" ", " "], ["", ""]];
  const orders: [string, Run[], string[], string[]][] = [
    ["reversed", [[2, 3, -1]], [], ["c", "b", "a"]],
    ["one before", [[-1, 1], [0, 3]], ["n"], ["n", "a", "b", "c"]],
    ["one after", [[0, 3], [-1, 1]], ["n"], ["a", "b", "c", "n"]],
    ["the first goes", [[1, 2]], [], ["b", "c"]],
    ["the last goes", [[0, 2]], [], ["a", "b"]],
    ["all but the middle one go", [1], [], ["b"]],
    ["other rows come", [[-1, 2]], ["x", "y"], ["x", "y"]],
    ["turned round", [2, [-1, 1], 0], ["n"], ["c", "n", "a"]],
  ];
  test.each(spaces.flatMap((space) => orders.map((each) => [JSON.stringify(space), each[0], space, each] as const)))(
    "%s is what the server writes: %s",
    async (_space, _name, space, [, runs, fresh, result]) => {
      const { apply, html } = await load(`<ul><!--{li.-->${list(["a", "b", "c"], space)}<!--}--></ul>`);
      const broken = apply(order(runs, fresh.map((each) => `<li>${each}</li>`).join("")));

      expect([broken, html()]).toEqual([[], `<ul>${list(result, space)}</ul>`]);
    },
  );

  test("stays right through a sequence of changes", async () => {
    const { apply, html } = await load(`<ul><!--{li.-->${list(["a"])}<!--}--></ul>`);
    apply(order([[-1, 1], 0], "<li>b</li>"));
    apply(order([1, 0]));
    apply(order([[0, 2], [-1, 2]], "<li>c</li><li>d</li>"));
    apply(order([3, 1, 2]));

    expect(html()).toBe(`<ul>${list(["d", "b", "c"])}</ul>`);
  });
});

test("delimited rows move with all their nodes", async () => {
  const { apply, html } = await load("<dl><!--{*--><!--,--><dt dj>a</dt> <dd>1</dd><!--,--><dt dj>b</dt> <dd>2</dd>text<!--,--><!--}--></dl>");
  apply(order([2, 1, [-1, 2], 0], "<!--,--><dt dj>c</dt><!--,--><dt dj>d</dt>", [1, [[0, "B"]], 3, [[0, "D"]]]));

  expect(html()).toBe("<dl><dt>B</dt> <dd>2</dd>text<dt>c</dt><dt>D</dt><dt>a</dt> <dd>1</dd></dl>");
});

test("loops in loops: an inner row is addressed through the outer one", async () => {
  const inner = (...items: string[]): string => `<ul><!--{li.-->${items.map((each) => `<li>${each}</li>`).join("")}<!--}--></ul>`;
  const { broken, apply, html } = await load(`<div><!--{section h2. ul--><section><h2>A</h2>${inner("a", "b")}</section><section><h2>B</h2>${inner("c")}</section><!--}--></div>`);
  apply([0, 7, [1, 0], "", [1, [[1, 7, [1, 0], "", [0, [[0, "B!"]]]]], 0, [[0, "BB"], [1, 7, [0, [-1, 1]], "<li>new</li>", []]]]]);

  expect(broken).toEqual([]);
  expect(html()).toBe(`<div><section><h2>BB</h2><ul><li>c</li><li>new</li></ul></section><section><h2>A</h2><ul><li>B!</li><li>a</li></ul></section></div>`);
});

test("rows in SVG, in a select and directly in a table", async () => {
  const { broken, apply, html, $ } = await load(
    "<svg><!--{circle@--><circle r=1></circle><!--}--></svg><select><!--{option@.--><option value=a>A</option><!--}--></select><table><tbody><!--{tr td.--><tr><td>1</td></tr><!--}--></tbody></table>",
  );
  apply([0, 7, [0, [-1, 1]], "<circle r=2 />"], [1, 7, [[-1, 1], 0], "<option value=b>B</option>"], [2, 7, [0, [-1, 1]], "<tr><td>2</td></tr>"]);

  expect(broken).toEqual([]);
  expect(html()).toBe(
    '<svg><circle r="1"></circle><circle r="2"></circle></svg><select><option value="b">B</option><option value="a">A</option></select><table><tbody><tr><td>1</td></tr><tr><td>2</td></tr></tbody></table>',
  );
  expect($("circle:last-child").namespaceURI).toBe("http://www.w3.org/2000/svg");
});

test("an order that does not fit the rows on the page is reported, and nothing moves", async () => {
  const { apply, all } = await load(table(2));

  expect(apply(order([0, 1, 2]))).toEqual([[0]]);
  expect(all("tr").length).toBe(2);
});

test("elements that a script puts between rows shift no number", async () => {
  const { document, apply, all, $ } = await load(table(3));
  $("tbody").prepend(document.createElement("tr"));
  all("td")[0]?.prepend(document.createElement("i"));
  apply([0, 8, 2, [[0, "two"]]]);
  apply(order([[2, 3, -1]]));

  expect(all("tr td:first-child").map((td) => td.textContent)).toEqual(["two", "1", "0"]);
});

test("a row that a script took away is there again when rows move", async () => {
  const { apply, all } = await load(table(3));
  all("tr")[1]?.remove();
  apply(order([2, 1, 0]));
  all("tr")[0]?.remove();
  apply(order([[0, 3], [-1, 1]], row("new")));

  expect(all("tr td:first-child").map((td) => td.textContent)).toEqual(["2", "1", "0", "new"]);
});
