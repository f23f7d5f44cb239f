import { afterEach, expect, test } from "vitest";

import { attribute, beneath, classes, label, paintWith } from "../../src/dom/marks";
import { load, mutations } from "./stage";

let stop = new AbortController();

/** From now on this alone paints. */
const repaint = (painter: () => void): void =>
  beneath(() => {
    stop.abort();
    stop = new AbortController();
    paintWith(painter, stop.signal);
  });
afterEach(() => repaint(() => {}));

test("marks go on, also twice, and leave the element as it was", async () => {
  const { $ } = await load('<button class="a" aria-busy="false">Save</button>');
  const before = $("button").outerHTML;
  const paint = (): void => {
    classes($("button"), "a busy ");
    attribute($("button"), "aria-busy", "true");
    label($("button"), "Saving");
  };
  repaint(() => {
    paint();
    paint();
  });

  expect($("button").outerHTML).toBe('<button class="a busy" aria-busy="true">Saving</button>');

  repaint(() => {});

  expect($("button").outerHTML).toBe(before);
});

test("an element without a class has none when its marks are gone", async () => {
  const { $ } = await load("<i>x</i>");
  repaint(() => classes($("i"), "busy"));
  repaint(() => {});

  expect($("i").outerHTML).toBe("<i>x</i>");
});

test("operations never see the marks: what the server writes under them is there when they go", async () => {
  const { apply, $ } = await load('<button class="a" dj=@.>Save</button>');
  repaint(() => {
    classes($("button"), "busy");
    attribute($("button"), "disabled", "");
    label($("button"), "Saving");
  });
  apply([0, 3, { class: "b", disabled: null }], [1, "Saved 1"]);

  expect([$("button").className, $("button").textContent, $<HTMLButtonElement>("button").disabled]).toEqual(["b busy", "Saving", true]);

  repaint(() => {});

  expect($("button").outerHTML).toBe('<button class="b" dj="@.">Saved 1</button>');
});

test("a mark on what an update removed is taken off too", async () => {
  const { apply, $ } = await load("<div><!--{--><button>x</button><!--}--></div>");
  const button = $("button");
  repaint(() => button.isConnected && classes(button, "busy"));
  apply([0, 2, ""]);

  expect(button.className).toBe("");
});

test("an attribute that is covered comes back", async () => {
  const { $ } = await load("<i hidden>…</i>");
  repaint(() => attribute($("i"), "hidden", null));
  expect($("i").hidden).toBe(false);

  repaint(() => {});
  expect($("i").hidden).toBe(true);
});

test("the label of a submit input is its value", async () => {
  const { $ } = await load("<input type=submit value=Go>");
  repaint(() => label($("input"), "Wait"));
  expect($<HTMLInputElement>("input").value).toBe("Wait");

  repaint(() => {});
  expect($("input").getAttribute("value")).toBe("Go");
});

test("nested changes take the layer off once, and paint it once", async () => {
  await load("");
  let painted = 0;
  repaint(() => painted++);
  beneath(() => beneath(() => {}));

  expect(painted).toBe(2);
});

test("without marks the layer touches nothing", async () => {
  const { document } = await load("<p>x</p>");

  expect(mutations(document, () => beneath(() => {}))).toEqual([]);
});

test("a class that the page has can be covered", async () => {
  const { $ } = await load('<b class="a"></b><i class="x y"></i>');
  repaint(() => {
    classes($("b"), "a", false);
    classes($("i"), "y z", false);
  });

  expect($("b").className + "|" + $("i").className).toBe("|x");

  repaint(() => {});

  expect($("b").outerHTML + $("i").outerHTML).toBe('<b class="a"></b><i class="x y"></i>');
});

test("several paint, in order, and each until it is stopped", async () => {
  const { $ } = await load("<b></b>");
  const second = new AbortController();
  repaint(() => classes($("b"), "one"));
  beneath(() => paintWith(() => classes($("b"), "two"), second.signal));

  expect($("b").className).toBe("one two");

  beneath(() => second.abort());

  expect($("b").className).toBe("one");
});

test("a text that is painted again is the same node", async () => {
  const { $ } = await load("<b>server</b>");
  let text = "one";
  repaint(() => label($("b"), text));
  const [node] = $("b").childNodes;
  beneath(() => void (text = "two"));

  expect([...$("b").childNodes]).toEqual([node]);
  expect(node!.textContent).toBe("two");
});

test("what is beneath an upper layer only leaves the lower ones as they are", async () => {
  const { $ } = await load("<b></b>");
  const [upper, lower] = [new AbortController(), new AbortController()];
  const painted: string[] = [];
  const paints = (name: string) => (): void => {
    painted.push(name);
    classes($("b"), name);
  };
  const top = paints("upper");
  paintWith(top, upper.signal);

  expect(painted.splice(0)).toEqual(["upper"]);

  paintWith(paints("lower"), lower.signal, true);

  expect($("b").className).toBe("lower upper");
  expect(painted.splice(0)).toEqual(["lower", "upper"]);

  beneath(() => expect($("b").className).toBe("lower"), top);

  expect(painted.splice(0)).toEqual(["upper"]);

  beneath(() => {
    beneath(() => expect($("b").className).toBe(""));
    expect($("b").className).toBe("");
  }, top);

  expect(painted.splice(0)).toEqual(["lower", "upper"]);

  lower.abort();

  expect($("b").className).toBe("upper");

  upper.abort();

  expect($("b").outerHTML).toBe("<b></b>");
});
