import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import ack from "../../../tests/wire/ack.json";
import broken from "../../../tests/wire/broken.json";
import join from "../../../tests/wire/join.json";
import joinAgain from "../../../tests/wire/join_again.json";
import ping from "../../../tests/wire/ping.json";
import resume from "../../../tests/wire/resume.json";
import { readConfig } from "../../src/config";
import type { Host } from "../../src/feature";
import { start } from "../../src/start";
import type { Live } from "../../src/start";
import type { Action } from "../../src/types";
import { IN_FLIGHT, QUEUED } from "../../src/view/page";
import { FakeSocket } from "../fake-socket";

let stop: AbortController;
let djust: Live;
let host: Host;
let begun: string[];
let ended: string[];
/** Handlers that are called when another one is over. */
let next: Record<string, string>;
let complaints: string[];
let doubted: string[];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  FakeSocket.all = [];
  [begun, ended, complaints, doubted, next] = [[], [], [], [], {}];
  open(`<b dj>0</b>`, 1);
});

/** Makes a page with so many marks live. */
function open(html: string, marks: number): void {
  const { signal } = (stop = new AbortController());
  document.body.innerHTML = `${html}<script data-session="x7" data-digest="q3" data-marks="${marks}" type="text/plain"></script>`;
  document.addEventListener("djust:error", (event) => complaints.push((event as CustomEvent<{ code: string }>).detail.code), { signal });
  document.addEventListener("djust:uncertain", (event) => doubted.push((event as CustomEvent<{ handler: string }>).detail.handler), { signal });
  djust = start(readConfig(document)!, signal, [
    {
      install: (given) => void (host = given),
      begin: ({ handler }) => void begun.push(handler),
      end({ handler }) {
        ended.push(handler);
        if (next[handler]) act(next[handler]);
      },
    },
  ]);
}

afterEach(() => {
  stop.abort();
  document.body.replaceChildren();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const server = (): FakeSocket => FakeSocket.last;

function act(...handlers: string[]): void {
  const element = document.body;
  for (const handler of handlers) host.perform({ element, target: element, kind: "click", handler, params: {}, args: [] } as unknown as Action);
}

function joined(how = "adopted"): void {
  server().onopen!();
  server().receive("joined", { key: "k", frame: 0, how });
}

function reconnect(): void {
  server().onclose!({ code: 1006 });
  djust.connect();
  server().onopen!();
}

const resumed = (ref: number, replies: object[] = []): void => server().receive("resumed", { frame: 0, ref, ops: [], replies });
const forgotten = (how: string): void => {
  server().receive("refused", { code: "resume.unknown", text: "" });
  server().receive("joined", { key: "k2", frame: 0, how });
};

/** Numbers and handlers of the events that went over the socket that is open now. */
const events = (): [number, string][] => (server().sent as [number, number, string][]).filter(([ref]) => typeof ref === "number").map(([ref, , handler]) => [ref, handler]);
const acknowledged = (): unknown[] => (server().sent as [string, number][]).filter(([head]) => head === "ack").map(([, frame]) => frame);
const many = (count: number): string[] => Array.from({ length: count }, (_, index) => `a${index + 1}`);

describe("what a page says is what the examples of both sides say", () => {
  const address = location.href;
  const go = (url: string): void => history.replaceState(null, "", url);

  afterEach(() => go(address));

  test("when it joins", () => {
    go("/counter/?a=1");
    server().onopen!();

    expect(server().sent).toEqual([join.message]);
  });

  test("when it joins again, and is not what the digest says any more", () => {
    go("/counter/");
    joined("values");
    reconnect();
    server().receive("refused", { code: "resume.unknown", text: "" });

    expect(server().sent.at(-1)).toEqual(joinAgain.message);
  });

  test("when it resumes", () => {
    go("/counter/");
    server().onopen!();
    server().receive("joined", { key: "k1", frame: 0, how: "adopted" });
    server().receive(12, 0, []);
    reconnect();

    expect(server().sent).toEqual([resume.message]);
  });

  test("when a frame has arrived, and when nothing has for long", () => {
    joined();
    server().receive(12, 0, []);
    vi.advanceTimersByTime(20_000);

    expect(server().sent.slice(1)).toEqual([ack.message, ping.message]);
  });

  test("when its marks do not hold", () => {
    stop.abort();
    open(`<b dj>0</b>`, 2);
    joined();

    expect(server().sent.slice(1)).toEqual([[broken.message[0], []]]);
  });
});

describe("actions", () => {
  test("wait until the server takes the page in, and go in order with refs from 1", () => {
    act("a", "b");

    expect(begun).toEqual(["a", "b"]);

    joined();

    expect(events()).toEqual([
      [1, "a"],
      [2, "b"],
    ]);
  });

  test("are sent while no more than the bound is in flight; each reply lets the next one go", () => {
    joined();
    act(...many(200));

    expect(events().length).toBe(IN_FLIGHT);

    server().receive(1, 1, []);

    expect(events().at(-1)).toEqual([IN_FLIGHT + 1, `a${IN_FLIGHT + 1}`]);
    expect(djust.pending).toBe(199);
  });

  test("past the bound of the queue are not taken, and that is said", () => {
    act(...many(QUEUED + 1));

    expect(begun.length).toBe(QUEUED);
    expect(djust.pending).toBe(QUEUED);
    expect(complaints).toEqual(["queue.full"]);
  });

  test("that go on as a task stay open until it is done, and leave room for others", () => {
    joined();
    act("generate", "other");
    server().receive(1, 1, [], { more: "t" });
    server().receive(2, 2, []);

    expect(ended).toEqual(["other"]);
    expect(djust.pending).toBe(1);

    act(...many(IN_FLIGHT + 1));

    expect(events().length).toBe(2 + IN_FLIGHT);

    server().receive(3, 0, [], { done: ["t"] });

    expect(ended).toEqual(["other", "generate"]);
  });

  test("are over once, though they are answered twice or nobody knows them", () => {
    joined();
    act("a");
    server().receive(1, [1, 1, 7], []);
    server().receive(2, 1, []);

    expect(ended).toEqual(["a"]);
  });

  test("that the server has not handled go out again after a resume, under their old refs, before those that waited", () => {
    joined();
    act(...many(IN_FLIGHT + 1));
    reconnect();
    resumed(2, [{ ref: 4, error: { code: "rate.limited", text: "" } }]);

    expect(ended.sort()).toEqual(["a1", "a2", "a4"]);
    expect(events().slice(0, 2)).toEqual([
      [3, "a3"],
      [5, "a5"],
    ]);
    expect(events().at(-1)).toEqual([IN_FLIGHT + 1, `a${IN_FLIGHT + 1}`]);
    expect(events().length).toBe(IN_FLIGHT - 2);
  });

  test("of a page that is joined anew as it was: what never went out goes, the rest is in doubt; refs begin anew", () => {
    joined();
    act(...many(IN_FLIGHT + 1));
    reconnect();
    forgotten("same");

    expect(doubted.length).toBe(IN_FLIGHT);
    expect(events()).toEqual([[1, `a${IN_FLIGHT + 1}`]]);
  });

  test("of a page that is joined anew as another one are all in doubt, tasks are over, and nothing stays open", () => {
    joined();
    act("a", "b");
    server().receive(1, 1, [], { more: "t" });
    server().onclose!({ code: 1006 });
    act("c");
    djust.connect();
    server().onopen!();
    forgotten("values");

    expect(doubted).toEqual(["b", "c"]);
    expect(ended.sort()).toEqual(["a", "b", "c"]);
    expect(djust.pending).toBe(0);
  });

  test("that the end of one lets in during such a join are in doubt as well", () => {
    next = { first: "newest" };
    act("first");
    joined("values");

    expect(doubted).toEqual(["first", "newest"]);
    expect(djust.pending).toBe(0);
  });
});

describe("a frame is acknowledged", () => {
  const frames = (first: number, last: number): void => {
    for (let frame = first; frame <= last; frame++) server().receive(frame, 0, []);
  };

  beforeEach(() => joined());

  test("after five seconds", () => {
    frames(1, 1);
    vi.advanceTimersByTime(4_999);

    expect(acknowledged()).toEqual([]);

    vi.advanceTimersByTime(1);

    expect(acknowledged()).toEqual([1]);
  });

  test("by an event, and then not again", () => {
    frames(1, 2);
    act("a");

    expect(server().sent.at(-1)).toEqual([1, 2, "a", {}]);

    vi.advanceTimersByTime(19_000);

    expect(acknowledged()).toEqual([]);
  });

  test("at once, when sixteen are not", () => {
    frames(1, 40);

    expect(acknowledged()).toEqual([16, 32]);
  });

  test("under the numbers of its own join", () => {
    frames(1, 10);
    reconnect();
    forgotten("values");
    vi.advanceTimersByTime(19_000);

    expect(acknowledged()).toEqual([]);

    act("a");

    expect(events()).toEqual([[1, "a"]]);
    expect((server().sent.at(-1) as number[])[1]).toBe(0);
  });
});
