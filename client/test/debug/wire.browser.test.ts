import { expect, test, vi } from "vitest";

import { touchedBy } from "../../src/debug/touched";
import { lane, tap } from "../../src/debug/wire";
import type { Listener } from "../../src/debug/wire";

/** The one that was made last: what the page gets may be something round it. */
let socket: FakeSocket;

class FakeSocket {
  readonly sent: string[] = [];
  onmessage: ((event: MessageEvent) => void) | null = null;

  constructor(readonly url: string) {
    socket = this;
  }
  send(text: string): void {
    this.sent.push(text);
  }
  say(data: string): void {
    this.onmessage?.(new MessageEvent("message", { data }));
  }
}

function tapped(url = "ws://here/ws/live/") {
  const scope = { WebSocket: FakeSocket as unknown as typeof WebSocket };
  const heard: string[] = [];
  const listener: Listener = {
    up: (text) => heard.push(`up ${text}`),
    down(text, deliver) {
      heard.push(`down ${text}`);
      deliver();
    },
    opening: () => heard.push("opening"),
    opened: () => heard.push("opened"),
    closed: (code) => heard.push(`closed ${code}`),
  };
  const trouble = tap(scope, (each) => each.endsWith("/ws/live/"), listener);
  const page = new scope.WebSocket(url) as unknown as FakeSocket;
  return { page, trouble, heard, scope };
}

test("what goes over the page's socket is heard, and arrives", () => {
  const { page, heard } = tapped();
  const got = vi.fn();
  page.onmessage = ({ data }) => got(data);
  page.send("[1,0,\"add\"]");
  socket.say("[1,1,[]]");

  expect(heard).toEqual(["opening", 'up [1,0,"add"]', "down [1,1,[]]"]);
  expect(socket.sent).toEqual(['[1,0,"add"]']);
  expect(got).toHaveBeenCalledExactlyOnceWith("[1,1,[]]");
});

test("sockets of others are left alone", () => {
  const { page, heard, trouble } = tapped("ws://here/chat/");
  trouble.deaf = true;
  const got = vi.fn();
  page.onmessage = got;
  page.send("hello");
  socket.say("hello you");

  expect(page).toBe(socket);
  expect(heard).toEqual([]);
  expect(socket.sent).toEqual(["hello"]);
  expect(got).toHaveBeenCalledOnce();
});

test("a deaf line loses what the server says", () => {
  const { page, trouble, heard } = tapped();
  page.onmessage = vi.fn();
  trouble.deaf = true;
  socket.say("[1,1,[]]");

  expect(heard).toEqual(["opening"]);
  expect(page.onmessage).not.toHaveBeenCalled();
});

test("what waits keeps its order, though the delay becomes shorter", async () => {
  const done: number[] = [];
  let delay = 30;
  const later = lane(() => delay);
  later(() => done.push(1));
  delay = 0;
  later(() => done.push(2));

  expect(done).toEqual([]);

  await vi.waitFor(() => expect(done).toEqual([1, 2]));
  later(() => done.push(3));

  expect(done).toEqual([1, 2, 3]);
});

test("touched are nodes that are different afterwards, and not what shows that an event is on its way", () => {
  document.body.innerHTML = '<p id="a">one</p><p id="b" title="old">two</p><button id="c" class="dj-pending big" aria-busy="true">go</button><ul id="d"><li>x</li></ul>';
  const [a, b, c, d] = ["a", "b", "c", "d"].map((id) => document.getElementById(id)!) as [HTMLElement, HTMLElement, HTMLElement, HTMLElement];
  const nodes = touchedBy(document, () => {
    (a.firstChild as Text).data = "other";
    b.title = "new";
    c.classList.remove("dj-pending");
    c.removeAttribute("aria-busy");
    c.lang = "en";
    c.removeAttribute("lang");
    d.append(document.createElement("li"));
  });

  expect(nodes).toEqual([a.firstChild, d.lastChild, b]);
  document.body.innerHTML = "";
});
