import { describe, expect, test } from "vitest";

import { claim } from "../../src/dom/marks";
import { load, mutations } from "./stage";

const range = (html: string): string => `<main><!--{-->${html}<!--}--></main>`;

describe("a range that is morphed", () => {
  test("keeps the nodes that match, and what is in them", async () => {
    const { apply, html, $ } = await load(range("<p>one</p><input><p id=b>two</p>"));
    const [input, b] = [$<HTMLInputElement>("input"), $("#b")];
    input.value = "typed";
    input.focus();
    apply([0, 6, "<h1>new</h1><p>ONE</p><p id=b class=x>TWO</p><input>"]);

    expect(html()).toBe('<main><h1>new</h1><p>ONE</p><p id="b" class="x">TWO</p><input></main>');
    expect([$("input"), $("#b")]).toEqual([input, b]);
    expect([input.value, input.ownerDocument.activeElement]).toEqual(["typed", input]);
  });

  test("is touched only where it differs", async () => {
    const items = (text: string): string => `<ul>${[1, 2, 3].map((n) => `<li>${n}${n === 2 ? text : ""}</li>`).join("")}</ul>`;
    const { document, apply } = await load(range(items("")));

    expect(mutations(document, () => apply([0, 6, items("!")]))).toEqual(["li/#text characterData"]);
  });

  test("finds moved elements by key", async () => {
    const { apply, all, html } = await load(range('<i dj-key="a">a</i><i dj-key="b">b</i><i data-key="c">c</i>'));
    const [a, b, c] = all("i");
    apply([0, 6, '<i data-key="c">c</i><i dj-key="n">n</i><i dj-key="a">A</i><i dj-key="b">b</i>']);

    expect(all("i").map((each) => [a, b, c].indexOf(each))).toEqual([2, -1, 0, 1]);
    expect(html()).toContain('<i dj-key="a">A</i>');
  });

  test("keeps attributes and classes that a script added", async () => {
    const { apply, $ } = await load(range('<p class="a" title="t">x</p>'));
    $("p").classList.add("mine");
    $("p").setAttribute("data-mine", "1");
    apply([0, 6, '<p class="b">y</p>']);
    apply([0, 6, '<p class="c">z</p>']);

    expect([...$("p").classList].sort()).toEqual(["c", "mine"]);
    expect([$("p").hasAttribute("title"), $("p").dataset.mine]).toEqual([false, "1"]);
  });

  test("has the marks of the new HTML, and no others", async () => {
    const { apply, $ } = await load(range("<p>x</p>"));
    apply([0, 6, "<p dj>y</p>"]);
    apply([0, 6, "<p>z</p>"]);

    expect($("p").outerHTML).toBe("<p>z</p>");
  });

  test("may hold parts, which are live then", async () => {
    const { apply, html } = await load(range("<p>x</p>"));
    apply([0, 6, "<p class=a dj=@.>y</p><ul><!--{li.--><li>1</li><!--}--></ul>"]);
    apply([0, 5, [[0, 3, { class: "b" }], [1, "z"], [2, 7, [0, [-1, 1]], "<li>2</li>"]]]);

    expect(html()).toBe('<main><p class="b">z</p><ul><li>1</li><li>2</li></ul></main>');
  });

  test("keeps a choice, and a template's content follows", async () => {
    const { apply, $ } = await load(range("<select><option>a</option><option>b</option></select><template><i>1</i></template>"));
    $<HTMLSelectElement>("select").selectedIndex = 1;
    apply([0, 6, "<select><option>n</option><option>a</option><option>b</option></select><template><i>2</i></template>"]);

    expect($<HTMLSelectElement>("select").value).toBe("b");
    expect($<HTMLTemplateElement>("template").content.textContent).toBe("2");
  });
});

describe('a subtree marked dj-update="ignore"', () => {
  test("is never touched, by operations or by a morph", async () => {
    const { apply, $ } = await load(range('<div dj-update=ignore class=a dj=@><b dj>x</b><!--{-->y<!--}--></div><p dj>z</p>'));
    $("div").innerHTML = "<canvas></canvas>";
    const broken = [apply([0, 5, [[0, 3, { class: "b" }], [1, "X"], [3, "Z"]]]), apply([0, 6, "<div dj-update=ignore class=c>other</div><p>w</p>"])];

    expect(broken).toEqual([[], []]);
    expect([$("div").innerHTML, $("div").className, $("p").textContent]).toEqual(["<canvas></canvas>", "a", "w"]);
  });

  test("goes when the server no longer has it", async () => {
    const { apply, html } = await load(range("<div dj-update=ignore>x</div>"));
    apply([0, 6, "<p>y</p>"]);

    expect(html()).toBe("<main><p>y</p></main>");
  });
});

describe("a whole document", () => {
  const page = (title: string, body: string): string =>
    `<!doctype html><html lang="${title}"><head><title dj>${title}</title><link rel=x></head><body class="${title}">${body}</body></html>`;

  test("becomes another one, in its own nodes, and is live again", async () => {
    const { document, page: live, apply, $ } = await load(page("a", '<input id=i><p dj>1</p><script src="data:," data-marks=2></script>'));
    const [input, link, script] = [$<HTMLInputElement>("input"), $("link"), $("script")];
    input.value = "typed";
    input.focus();
    const broken = live.replaceAll(page("b", '<h1>new</h1><input id=i><p dj>2</p><ul><!--{li.--><li>x</li><!--}--></ul><script src="data:," data-marks=4></script>'));
    apply([0, "title"], [1, "3"], [2, 8, 0, [[0, "y"]]]);

    expect(broken).toEqual([]);
    expect([document.documentElement.lang, document.body.className, document.title]).toEqual(["b", "b", "title"]);
    expect([$("input"), $("link"), $("script")]).toEqual([input, link, script]);
    expect([input.value, document.activeElement]).toEqual(["typed", input]);
    expect([$("h1").textContent, $("p").textContent, $("li").textContent]).toEqual(["new", "3", "y"]);
  });

  test("has the body it had, whatever that is called now", async () => {
    const { document, page: live } = await load('<!doctype html><body id="a"><input></body>');
    const { body } = document;
    live.replaceAll('<!doctype html><body id="b"><input></body>');

    expect([document.body, document.body.id]).toEqual([body, "b"]);
  });

  test("keeps what scripts wrote on html and body", async () => {
    const { document, page: live } = await load(page("a", "x"));
    document.documentElement.dataset.theme = "dark";
    document.body.classList.add("scrolled");
    live.replaceAll(page("b", "y"));
    live.replaceAll(page("c", "z"));

    expect([document.documentElement.dataset.theme, document.documentElement.lang]).toEqual(["dark", "c"]);
    expect([...document.body.classList]).toEqual(expect.arrayContaining(["scrolled", "c"]));
    expect(document.body.classList.contains("b")).toBe(false);
  });

  test("does not take what the client itself put into the page", async () => {
    const { document, page: live } = await load("<p>x</p>");
    const banner = document.createElement("aside");
    document.body.prepend(claim(banner));
    live.replaceAll("<!doctype html><title>t</title><body><h1>y</h1></body>");

    expect(document.body.contains(banner)).toBe(true);
    expect(document.querySelector("p")).toBeNull();
  });

  test("comes as an operation too, and replaces one that was broken", async () => {
    const broken = '<p><!--{--><div>x</div><!--}--></p>';
    const { broken: said, apply, $ } = await load(page("a", broken));

    expect(said).toEqual([[]]);
    expect(apply([-1, 6, page("b", '<b dj>1</b><script data-marks=2></script>')])).toEqual([]);
    expect(apply([1, "2"])).toEqual([]);
    expect([$("b").textContent, $("html").lang]).toEqual(["2", "b"]);
    expect(apply([-1, 6, page("c", broken)])).toEqual([[]]);
  });

  test("that is broken is reported", async () => {
    const { page: live } = await load("<p>x</p>");

    expect(live.replaceAll("<!doctype html><body><p><!--{--><div>x</div><!--}--></p></body>")).toEqual([[]]);
  });
});
