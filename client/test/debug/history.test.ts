import { expect, test } from "vitest";

import { history } from "../../src/debug/history";
import type { History } from "../../src/debug/history";

function begin(): { past: History; at: (time: number) => void; down: (message: unknown, nodes?: Node[]) => void; up: (message: unknown) => void } {
  let now = 0;
  const past = history(() => undefined, () => now);
  return {
    past,
    at: (time) => (now = time),
    up: (message) => past.up(JSON.stringify(message)),
    down: (message, nodes = []) =>
      past.down(JSON.stringify(message), () => {
        now += 5;
        return nodes;
      }),
  };
}
const record = { kind: "event", name: "add", ref: 1, line: "shop.py:3 in add", params: { amount: "2" }, ms: { total: 12 }, queries: [["SELECT 1", "", 0.4, "shop.py:4", "default"]] };

test("an event is known from the click to the document", () => {
  const { past, at, up, down } = begin();
  at(100);
  up([1, 0, "add", { amount: "2" }]);
  at(140);
  const node = {} as Node;
  down([1, 1, [[0, "2"]], { debug: { records: [record], state: { count: ["0", "2"] } } }], [node]);
  const [event] = past.events;

  expect(event).toMatchObject({ ref: 1, name: "add", params: { amount: "2" }, sent: 100, answered: 140, bytes: 26, record });
  expect(event!.update).toMatchObject({ number: 1, how: "frame", dom: 5, nodes: [node], told: { state: { count: ["0", "2"] } } });
});

test("an update weighs what it would weigh without the panel", () => {
  const { past, down } = begin();
  down([1, 0, [[0, "é"]], { debug: { state: { count: ["0", "é"] } } }]);
  const bare = new TextEncoder().encode(JSON.stringify([1, 0, [[0, "é"]]])).length;

  expect(past.updates[0]!.bytes).toBe(bare);
});

test("while an answer is drawn it is known which events it answers, and with what error", () => {
  const { past, up } = begin();
  up([1, 0, "add"]);
  let seen: readonly unknown[] = [];
  past.down(JSON.stringify([1, 1, [], { error: { code: "handler.failed", text: "Sorry." } }]), () => {
    seen = [...past.answering];
    return [];
  });

  expect(seen).toMatchObject([{ name: "add", error: { code: "handler.failed" } }]);
  expect(past.answering).toEqual([]);
});

test("background work begins with an answer and ends with the frame that says so", () => {
  const { past, at, up, down } = begin();
  up([1, 0, "saw"]);
  down([1, 1, [], { more: "saw" }]);

  expect(past.tasks).toMatchObject([{ name: "saw" }]);
  expect(past.tasks[0]!.ended).toBeUndefined();

  at(500);
  down([2, 0, [], { done: ["saw"], debug: { records: [{ ...record, kind: "task", name: "saw", ref: 0 }] } }]);

  expect(past.tasks).toHaveLength(1);
  expect(past.tasks[0]).toMatchObject({ ended: 500, record: { kind: "task" } });
});

test("after a resume lost replies close their events; after a fresh join what was under way is lost", () => {
  const { past, up, down } = begin();
  up([1, 0, "add"]);
  up([2, 0, "use"]);
  up([3, 0, "saw"]);
  down(["resumed", { frame: 7, ref: 2, ops: [], replies: [{ ref: 2, error: { code: "handler.failed", text: "Sorry." } }] }]);

  expect(past.events.map(({ answered, error }) => [answered !== undefined, error?.code])).toEqual([[true, undefined], [true, "handler.failed"], [false, undefined]]);

  down(["joined", { key: "k", frame: 0, how: "same" }]);

  expect(past.events[2]!.lost).toBe(true);
  expect(past.log.map(({ what }) => what)).toEqual(["resumed", "joined"]);
});

test("only the latest are remembered", () => {
  const { past, up } = begin();
  for (let ref = 1; ref <= 400; ref++) up([ref, 0, "add"]);

  expect(past.events).toHaveLength(300);
  expect(past.events[0]!.ref).toBe(101);
});
