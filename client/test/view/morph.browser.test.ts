/** The morph comes when it is needed; what the server says meanwhile waits for it, in its order. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { readConfig } from "../../src/config";
import { morphWith } from "../../src/dom/morph";
import { ownPace } from "../../src/events/pace";
import { core } from "../../src/features";
import { start } from "../../src/start";
import type { Live } from "../../src/start";
import { FakeSocket } from "../fake-socket";

const globals = globalThis as { djustMorph1?: unknown; bring?: () => void };

let stop: AbortController;
let djust: Live;
let errors: string[];

beforeEach(() => {
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  FakeSocket.all = [];
  errors = [];
  stop = new AbortController();
  document.body.innerHTML = `<button dj-click="add">+</button><b dj>0</b><div><!--{--><i>old</i><!--}--></div>
    <script data-session="id1" data-digest="d1" data-marks="3" type="text/plain"></script>`;
  document.addEventListener("djust:error", (event) => errors.push((event as CustomEvent<{ code: string }>).detail.code), { signal: stop.signal });
  delete globals.djustMorph1;
  globals.bring = () => (globals.djustMorph1 = morphWith);
  djust = start(readConfig(document)!, stop.signal, core(ownPace));
  server().onopen!();
  server().receive("joined", { key: "k1", frame: 0, how: "adopted" });
});

afterEach(() => {
  stop.abort();
  globals.djustMorph1 = morphWith;
  document.body.replaceChildren();
  document.documentElement.className = "";
  document.querySelectorAll(".dj-banner").forEach((element) => element.remove());
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const server = (): FakeSocket => FakeSocket.last;
const sent = (): unknown[] => server().sent.slice(1);
const shown = (): string => `${document.querySelector("b")!.textContent} ${document.querySelector("div")!.textContent}`;
/** A script that has a different address each time. */
const script = (text: string): string => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
const saysWhere = (url = script("bring()")): void => server().receive("morph", { url });
const isThere = (): Promise<void> => vi.waitFor(() => expect(globals.djustMorph1).toBeDefined());

test("what comes behind word of it waits until it is here, in its order", async () => {
  document.querySelector("button")!.click();
  saysWhere();
  server().receive(1, 1, [[1, 6, "<i>new</i>"]]);
  server().receive(2, 0, [[0, "2"]]);

  expect(shown()).toBe("0 old");
  expect(djust.pending).toBe(1);

  const italic = document.querySelector("i")!;
  await isThere();
  await vi.waitFor(() => expect(shown()).toBe("2 new"));

  expect(document.querySelector("i")).toBe(italic);
  expect(djust.pending).toBe(0);
  expect(errors).toEqual([]);
});

test("where it is there, nothing waits and nothing is loaded", () => {
  globals.bring!();
  saysWhere("blob:nowhere");
  server().receive(1, 0, [[1, 6, "<i>new</i>"]]);

  expect(shown()).toBe("0 new");
});

test("only what was applied is acknowledged", async () => {
  saysWhere();
  server().receive(1, 0, [[1, 6, "<i>new</i>"]]);
  document.querySelector("button")!.click();

  expect(sent()).toEqual([[1, 0, "add", { x: 0, y: 0 }]]);

  await vi.waitFor(() => expect(shown()).toBe("0 new"));
  document.querySelector("button")!.click();

  expect(sent().at(-1)).toEqual([2, 1, "add", { x: 0, y: 0 }]);
});

test("with the socket goes what waited: the next one brings it again", async () => {
  saysWhere(script("setTimeout(bring)"));
  server().receive(1, 0, [[0, "lost"]]);
  server().onclose!({ code: 1006 });
  djust.connect();
  server().onopen!();

  expect(server().sent).toEqual([["resume", { key: "k1", frame: 0, url: location.pathname + location.search }]]);

  await isThere();

  expect(shown()).toBe("0 old");

  saysWhere();
  server().receive("resumed", { frame: 2, ref: 0, ops: [[0, "1"], [1, 6, "<i>new</i>"]], replies: [] });

  expect(shown()).toBe("1 new");
});

test("where it cannot be had, the page is asked for whole; where that is in vain, the person is told, and it is tried again at the next need", async () => {
  saysWhere("blob:nowhere");
  server().receive(1, 0, [[1, 6, "<i>new</i>"]]);
  await vi.waitFor(() => expect(errors).toEqual(["page.failed"]));

  expect(sent()).toEqual([["broken", []]]);

  saysWhere("blob:nowhere");
  server().receive(2, 0, [], { html: "<p>whole</p>" });
  await vi.waitFor(() => expect(errors).toEqual(["page.failed", "document.failed"]));

  expect(document.querySelector(".dj-banner")!.textContent).toContain("load the page again");
  expect(shown()).toBe("0 old");

  server().receive(3, 0, [[0, "3"]]);

  expect(shown()).toBe("0 old");
  expect(sent()).toEqual([["broken", []], ["broken", []]]);
});

test("loading leaves nothing in the page", async () => {
  const scripts: HTMLScriptElement[] = [];
  const watch = new MutationObserver((records) => scripts.push(...records.flatMap(({ addedNodes }) => [...addedNodes] as HTMLScriptElement[])));
  watch.observe(document, { childList: true, subtree: true });
  saysWhere();
  await isThere();
  watch.disconnect();

  expect(scripts.map(({ localName, isConnected }) => [localName, isConnected])).toEqual([["script", false]]);
});
