import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { readConfig } from "../src/config";
import { features } from "../src/features";
import { start } from "../src/start";
import type { Live } from "../src/start";
import { createStore } from "../src/state/store";
import { outcomes } from "../src/view/outcomes";
import { FakeSocket } from "./fake-socket";

const PAGE = `<button dj-click="add">+</button><b dj>0</b><input name="q" dj-input="search" value="" dj=!><div><!--{--><!--}--></div>`;
const MARKS = 4;

let stop: AbortController;
let djust: Live;
let heard: [string, Record<string, unknown>][];

beforeEach(() => {
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  FakeSocket.all = [];
  heard = [];
  stop = new AbortController();
  document.body.innerHTML = `${PAGE}<script data-session="id1" data-digest="d1" data-marks="${MARKS}" data-ws="/live/" type="text/plain"></script>`;
  for (const name of ["connected", "disconnected", "updated", "uncertain", "error", "event", "rate-limited"]) {
    const hear = (event: Event): void => void heard.push([name, (event as CustomEvent<Record<string, unknown>>).detail]);
    document.addEventListener("djust:" + name, hear, { signal: stop.signal });
  }
  djust = start(readConfig(document)!, stop.signal, features(createStore(), outcomes(), () => ({})));
});

afterEach(() => {
  stop.abort();
  document.body.replaceChildren();
  document.documentElement.className = "";
  document.querySelectorAll(".dj-banner,djust-overlay").forEach((element) => element.remove());
  document.adoptedStyleSheets = [];
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const server = (): FakeSocket => FakeSocket.last;
const button = (): HTMLElement => document.querySelector("button")!;
const shown = (): string => document.querySelector("b")!.textContent;
const input = (): HTMLInputElement => document.querySelector("input")!;
const names = (): string[] => heard.map(([name]) => name);
/** What the server got, without the acknowledgements of which tests of their own speak. */
const got = (): unknown[] => server().sent;

function joined(how = "adopted", more: object = {}): void {
  server().onopen!();
  server().receive("joined", { key: "k1", frame: 0, how, ...more });
}

function reconnect(): void {
  server().onclose!({ code: 1006 });
  djust.connect();
  server().onopen!();
}

const click = (): void => button().click();
const clicked = (ref: number, ack: number): unknown[] => [ref, ack, "add", { x: 0, y: 0 }];

function type(text: string): void {
  input().value = text;
  input().dispatchEvent(new Event("input", { bubbles: true }));
}

describe("joining", () => {
  test("sends the session, the address and the digest", () => {
    server().onopen!();

    expect(server().url).toBe(`ws://${location.host}/live/`);
    expect(got()).toEqual([["join", { session: "id1", url: location.pathname + location.search, digest: "d1" }]]);
    expect(djust.connected).toBe(false);
  });

  test("sends what was clicked before, and the page is connected", () => {
    click();
    joined();

    expect(got().slice(1)).toEqual([clicked(1, 0)]);
    expect(names()).toEqual(["connected"]);
    expect(djust.connected).toBe(true);
  });

  test("to a page with other values shows them, and doubts what was clicked before", () => {
    click();
    joined("values", { ops: [[0, "7"]] });

    expect(shown()).toBe("7");
    expect(got().length).toBe(1);
    expect(names()).toEqual(["updated", "connected", "uncertain"]);
    expect(heard.at(-1)?.[1]).toMatchObject({ handler: "add", sent: false });
    expect(djust.pending).toBe(0);
  });

  test("a page that does not exist any more is not tried again until somebody looks", () => {
    vi.useFakeTimers();
    server().onopen!();
    server().receive("refused", { code: "not_found", text: "That does not exist any more." });
    vi.advanceTimersByTime(60_000);

    expect(FakeSocket.all.length).toBe(1);

    djust.connect();

    expect(FakeSocket.all.length).toBe(2);
    expect(heard.find(([name]) => name === "error")?.[1]).toMatchObject({ code: "not_found", message: "That does not exist any more.", who: "user" });
  });
});

test("a server that is too busy is asked again", () => {
  vi.useFakeTimers();
  server().onopen!();
  server().receive("refused", { code: "too_many", text: "Busy." });
  vi.advanceTimersByTime(10_000);

  expect(FakeSocket.all.length).toBe(2);
});

describe("an event", () => {
  beforeEach(() => joined());

  test("goes up with its ref and the last frame, and its reply changes the page and ends what was pending", () => {
    click();

    expect(button().getAttribute("aria-busy")).toBe("true");
    expect(djust.pending).toBe(1);

    server().receive(1, 1, [[0, "1"]]);
    click();

    expect(shown()).toBe("1");
    expect(got().slice(1)).toEqual([clicked(1, 0), clicked(2, 1)]);

    server().receive(2, 2, []);

    expect(button().hasAttribute("aria-busy")).toBe(false);
    expect(button().classList.contains("dj-pending")).toBe(false);
    expect(djust.pending).toBe(0);
  });

  test("two hundred clicks in one tick all go up, in order, never more than 32 unanswered", () => {
    for (let count = 0; count < 200; count++) click();

    expect(got().length).toBe(1 + 32);

    for (let ref = 1; ref <= 200; ref++) server().receive(ref, ref, [[0, `${ref}`]]);

    const refs = got().map((message) => (message as unknown[])[0]);

    expect(refs.filter((head) => typeof head === "number")).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
    expect(shown()).toBe("200");
    expect(djust.pending).toBe(0);
  });

  test("that fails is an error on its element, in words for the person, and changes nothing", () => {
    let at: EventTarget | null = null;
    document.addEventListener("djust:error", (event) => (at = event.target), { once: true });
    click();
    server().receive(1, 1, [], { error: { code: "handler.failed", text: "Something went wrong.", detail: "Traceback" } });

    expect(at).toBe(button());
    expect(heard.find(([name]) => name === "error")?.[1]).toEqual({
      code: "handler.failed", message: "Something went wrong.", who: "app", detail: "Traceback", handler: "add",
    });
    expect(button().hasAttribute("aria-busy")).toBe(false);
  });

  test("that was one too many says how long to wait", () => {
    click();
    server().receive(1, 1, [], { error: { code: "rate.limited", text: "Too fast.", wait: 2.5 } });

    expect(heard.find(([name]) => name === "error")?.[1]).toMatchObject({ code: "rate.limited", who: "user" });
    expect(heard.find(([name]) => name === "rate-limited")?.[1]).toEqual({ wait: 2.5, handler: "add" });
  });

  test("whose work goes on stays pending until its task is done", () => {
    click();
    server().receive(1, 1, [], { more: "add" });

    expect(button().getAttribute("aria-busy")).toBe("true");

    server().receive(2, 0, [[0, "9"]], { done: ["add"] });

    expect(shown()).toBe("9");
    expect(button().hasAttribute("aria-busy")).toBe(false);
    expect(djust.pending).toBe(0);
  });

  test("may bring events for scripts", () => {
    server().receive(1, 0, [], { events: [["saved", { id: 7 }]] });

    expect(heard.find(([name]) => name === "event")?.[1]).toEqual({ name: "saved", payload: { id: 7 } });
  });

  test("of typing waits for the one before it; a late reply takes nothing back", () => {
    type("l");
    type("la");
    type("lap");

    expect(got().slice(1)).toEqual([[1, 0, "search", { value: "l", q: "l" }]]);

    server().receive(1, 1, [[1, 3, { value: "l" }]]);

    expect(input().value).toBe("lap");
    expect(got().at(-1)).toEqual([2, 1, "search", { value: "lap", q: "lap" }]);

    server().receive(2, 2, [[1, 3, { value: "lap" }]]);

    expect(input().value).toBe("lap");
  });

  test("whose reply is a success shows in the field that it carried what the server says", () => {
    type("x");
    server().receive(1, 1, []);

    expect(input().value).toBe("");
  });

  test("whose reply is an error leaves what was typed", () => {
    type("x");
    server().receive(1, 1, [], { error: { code: "params.invalid", text: "Not valid." } });

    expect(input().value).toBe("x");
  });
});

describe("a lost connection", () => {
  beforeEach(() => joined());

  test("is said, and resumed with the key and the last frame", () => {
    server().receive(1, 0, [[0, "1"]]);
    reconnect();

    expect(names()).toContain("disconnected");
    expect(document.documentElement.className).toBe("dj-disconnected");
    expect(got()).toEqual([["resume", { key: "k1", frame: 1, url: location.pathname + location.search }]]);
  });

  test("loses no event: the answered are closed, the others go out again, new ones after them", () => {
    click();
    click();
    server().onclose!({ code: 1006 });
    click();
    djust.connect();
    server().onopen!();
    server().receive("resumed", { frame: 1, ref: 1, ops: [[0, "1"]], replies: [] });

    expect(shown()).toBe("1");
    expect(got().slice(1)).toEqual([clicked(2, 1), clicked(3, 1)]);
    expect(djust.pending).toBe(2);
    expect(names()).not.toContain("uncertain");
  });

  test("brings the errors whose replies were lost", () => {
    click();
    reconnect();
    server().receive("resumed", { frame: 1, ref: 1, ops: [], replies: [{ ref: 1, error: { code: "handler.failed", text: "No." } }] });

    expect(heard.find(([name]) => name === "error")?.[1]).toMatchObject({ code: "handler.failed", handler: "add" });
    expect(djust.pending).toBe(0);
  });

  test("brings what was refused out of turn, and the end of work, each once", () => {
    click();
    click();
    click();
    reconnect();
    const refused = { ref: 3, error: { code: "rate.limited", text: "Too fast." } };
    server().receive("resumed", { frame: 2, ref: 1, ops: [], replies: [{ ref: 1, more: "build" }, refused, { ref: 0, done: ["build"] }] });

    expect(got().slice(1)).toEqual([clicked(2, 2)]);
    expect(djust.pending).toBe(1);
    expect(heard.filter(([name]) => name === "error").map(([, { code }]) => code)).toEqual(["rate.limited"]);
  });

  test("is resumed with the key of the last resume", () => {
    reconnect();
    server().receive("resumed", { frame: 0, ref: 0, ops: [], replies: [], key: "k1.1" });
    reconnect();

    expect(got().at(-1)).toMatchObject(["resume", { key: "k1.1" }]);
  });

  test("says whether the page is another one now", () => {
    reconnect();
    server().receive("resumed", { frame: 1, ref: 0, ops: [[0, "1"]], replies: [] });
    reconnect();
    server().receive("refused", { code: "resume.unknown", text: "" });
    server().receive("joined", { key: "k2", frame: 0, how: "values", ops: [[0, "0"]] });

    expect(heard.filter(([name]) => name === "connected").map(([, { fresh }]) => fresh)).toEqual([false, false, true]);
  });

  test("to a server that forgot the page: a new join without a digest, the new values, what was typed, and doubt about the click", () => {
    server().receive(1, 0, [[0, "3"]]);
    input().value = "typed";
    input().dispatchEvent(new InputEvent("beforeinput"));
    click();
    reconnect();
    server().receive("refused", { code: "resume.unknown", text: "This page was not found on the server." });

    expect(got().at(-1)).toEqual(["join", { session: "id1", url: location.pathname + location.search }]);

    server().receive("joined", { key: "k2", frame: 0, how: "values", ops: [[0, "0"]] });

    expect(shown()).toBe("0");
    expect(input().value).toBe("typed");
    expect(heard.filter(([name]) => name === "uncertain").map(([, detail]) => detail)).toMatchObject([{ handler: "add", sent: true }]);

    click();

    expect(got().at(-1)).toEqual(clicked(1, 0));
  });

  test("to a server that has no room just now is tried again, as the same page", () => {
    vi.useFakeTimers();
    reconnect();
    const resume = got().at(-1);
    server().receive("refused", { code: "too_many", text: "Busy." });
    vi.advanceTimersByTime(10_000);
    server().onopen!();

    expect(resume).toEqual(["resume", { key: "k1", frame: 0, url: location.pathname + location.search }]);
    expect(got().at(-1)).toEqual(resume);
  });

  test("leaves no doubt about what comes in streams by itself", () => {
    document.querySelector("div")!.setAttribute("dj-mousemove", "move");
    document.querySelector("div")!.dispatchEvent(new MouseEvent("mousemove", { bubbles: true }));
    reconnect();
    server().receive("refused", { code: "resume.unknown", text: "" });
    server().receive("joined", { key: "k2", frame: 0, how: "same" });

    expect(names()).not.toContain("uncertain");
    expect(djust.pending).toBe(0);
  });

  test("to a server that forgot a page as it was served: what never went out goes, what did is in doubt", () => {
    click();
    server().onclose!({ code: 1006 });
    click();
    djust.connect();
    server().onopen!();
    server().receive("refused", { code: "resume.unknown", text: "" });

    expect(got().at(-1)).toEqual(["join", { session: "id1", url: location.pathname + location.search, digest: "d1" }]);

    server().receive("joined", { key: "k2", frame: 0, how: "same" });

    expect(got().at(-1)).toEqual(clicked(1, 0));
    expect(heard.filter(([name]) => name === "uncertain").map(([, { sent }]) => sent)).toEqual([true]);
  });
});

test("a page that cannot be drawn at all is asked for once, and not again and again", () => {
  joined();
  const refused = (): never => {
    throw new TypeError("This document requires 'TrustedHTML' assignment.");
  };
  vi.spyOn(Element.prototype as { setHTMLUnsafe(html: string): void }, "setHTMLUnsafe").mockImplementation(refused);
  vi.spyOn(DOMParser.prototype, "parseFromString").mockImplementation(refused);
  server().receive(1, 0, [[2, 2, "<i>new</i>"]]);
  server().receive(2, 0, [], { html: "<body>all</body>" });

  expect(got().filter((message) => (message as unknown[])[0] === "broken")).toEqual([["broken", []]]);
  expect(heard.filter(([name]) => name === "error")).toHaveLength(2);
});

test("marks that HTML has broken are told to the server once it listens", () => {
  stop.abort();
  stop = new AbortController();
  document.querySelector("div")!.innerHTML = "<!--{--><p>";
  djust = start(readConfig(document)!, stop.signal, features(createStore(), outcomes(), () => ({})));
  joined();

  expect(got().slice(1)).toEqual([["broken", []]]);
});
