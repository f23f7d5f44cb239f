import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { connect } from "../../src/connection/connection";
import type { Connection } from "../../src/connection/connection";
import { FakeSocket } from "../fake-socket";

let seen: string[];
let hidden: boolean;
let connection: Connection;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.stubGlobal("document", {
    get hidden() {
      return hidden;
    },
  });
  FakeSocket.all = [];
  seen = [];
  hidden = false;
  connection = connect(
    () => new WebSocket("ws://here/ws/live/"),
    () => seen.push("opened"),
    ([head]) => seen.push(head as string),
    () => seen.push("lost"),
  );
});

afterEach(() => {
  connection.sleep();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function open(): FakeSocket {
  connection.wake();
  FakeSocket.last.onopen!();
  return FakeSocket.last;
}

test("it opens one socket and hands on what comes", () => {
  const socket = open();
  connection.wake();
  socket.receive("joined", { key: "k", frame: 0, how: "same" });

  expect(FakeSocket.all.length).toBe(1);
  expect(socket.url).toBe("ws://here/ws/live/");
  expect(seen).toEqual(["opened", "joined"]);
});

test("a lost socket is replaced within 0.2 s, and every later attempt within 10 s, for ever", () => {
  open().onclose!({ code: 1006 });
  vi.advanceTimersByTime(200);

  expect(FakeSocket.all.length).toBe(2);

  for (let attempt = 3; attempt < 60; attempt++) {
    FakeSocket.last.onclose!({ code: 1006 });
    vi.advanceTimersByTime(10_000);

    expect(FakeSocket.all.length).toBe(attempt);
  }
});

test("waits grow with each attempt and begin anew once the server took us in", () => {
  vi.spyOn(Math, "random").mockReturnValue(0.99);
  const wait = vi.spyOn(globalThis, "setTimeout");
  open().onclose!({ code: 1006 });
  vi.advanceTimersByTime(200);
  FakeSocket.last.onclose!({ code: 1006 });
  vi.advanceTimersByTime(400);
  FakeSocket.last.onopen!();
  connection.settled();
  wait.mockClear();
  FakeSocket.last.onclose!({ code: 1006 });

  expect(wait.mock.calls.map(([, delay]) => delay)).toEqual([198]);
});

test("pages of a server that is restarted come back over some more time", () => {
  vi.spyOn(Math, "random").mockReturnValue(0.99);
  const wait = vi.spyOn(globalThis, "setTimeout");
  const socket = open();
  connection.settled();
  wait.mockClear();
  socket.onclose!({ code: 1012 });

  expect(wait.mock.calls.map(([, delay]) => delay)).toEqual([1584]);
});

test("nothing is tried while the page is hidden, and at once when it is woken", () => {
  const socket = open();
  hidden = true;
  socket.onclose!({ code: 1006 });
  vi.advanceTimersByTime(600_000);

  expect(FakeSocket.all.length).toBe(1);

  hidden = false;
  connection.wake();

  expect(FakeSocket.all.length).toBe(2);
});

test("silence is answered by a ping, and a ping without an answer by a new socket", () => {
  const socket = open();
  vi.advanceTimersByTime(20_000);

  expect(socket.sent).toEqual([["ping"]]);

  vi.advanceTimersByTime(10_200);

  expect(socket.closed).toBe(true);
  expect(seen).toEqual(["opened", "lost"]);
  expect(FakeSocket.all.length).toBe(2);
});

test("an answer to the ping keeps the socket", () => {
  const socket = open();
  vi.advanceTimersByTime(20_000);
  socket.receive("pong");
  vi.advanceTimersByTime(15_000);

  expect(socket.closed).toBe(false);
  expect(FakeSocket.all.length).toBe(1);
});

test("waking an open connection makes sure of the other end", () => {
  const socket = open();
  connection.wake();

  expect(socket.sent).toEqual([["ping"]]);

  vi.advanceTimersByTime(4_000);

  expect(socket.closed).toBe(true);
});

test("a stopped connection neither listens nor tries again", () => {
  const socket = open();
  connection.sleep();
  vi.advanceTimersByTime(600_000);

  expect(socket.closed).toBe(true);
  expect(socket.onclose).toBeNull();
  expect(FakeSocket.all.length).toBe(1);
  expect(seen).toEqual(["opened", "lost"]);
});

test("another way of connecting is taken at once, but not by a page that wants no connection", () => {
  const other = vi.fn(() => new WebSocket("ws://there/ws/live/"));
  open();
  connection.use(other);

  expect(other).toHaveBeenCalledTimes(1);

  connection.sleep();
  connection.use(other);

  expect(other).toHaveBeenCalledTimes(1);

  connection.wake();

  expect(other).toHaveBeenCalledTimes(2);
});
