import { beforeEach, expect, test } from "vitest";

import type { Action } from "../../src/types";
import { IN_FLIGHT, QUEUED, requests as makeRequests } from "../../src/view/requests";
import type { Requests } from "../../src/view/requests";

let sent: [number, string][];
let begun: string[];
let ended: string[];
let requests: Requests;

const action = (handler: string): Action => ({ handler }) as Action;
const add = (...handlers: string[]): boolean[] => handlers.map((handler) => requests.add(action(handler)));
const among =
  (...refs: number[]) =>
  (ref: number): boolean =>
    refs.includes(ref);
const many = (count: number): string[] => Array.from({ length: count }, (_, index) => `a${index + 1}`);

beforeEach(() => {
  sent = [];
  begun = [];
  ended = [];
  requests = makeRequests({
    send: ({ ref, action }) => sent.push([ref, action.handler]),
    begin: ({ handler }) => begun.push(handler),
    end: ({ handler }) => ended.push(handler),
  });
});

test("actions wait until they are pumped, and go in order with refs from 1", () => {
  add("a", "b");

  expect(sent).toEqual([]);
  expect(begun).toEqual(["a", "b"]);

  requests.pump();

  expect(sent).toEqual([
    [1, "a"],
    [2, "b"],
  ]);
});

test("no more than the bound is in flight; each reply lets the next one go", () => {
  add(...many(200));
  requests.pump();

  expect(sent.length).toBe(IN_FLIGHT);

  requests.settle(requests.take(among(1)));
  requests.pump();

  expect(sent.at(-1)).toEqual([IN_FLIGHT + 1, `a${IN_FLIGHT + 1}`]);
  expect(requests.open()).toBe(199);
});

test("past the bound of the queue an action is not taken", () => {
  const taken = add(...many(QUEUED + 1));

  expect(taken.filter(Boolean).length).toBe(QUEUED);
  expect(begun.length).toBe(QUEUED);
});

test("a task keeps what began it open until it is done", () => {
  add("generate", "other");
  requests.pump();
  requests.goOn("t", requests.take(among(1)));
  requests.settle(requests.take(among(2)));

  expect(ended).toEqual(["other"]);
  expect(requests.open()).toBe(1);

  requests.finish("t");

  expect(ended).toEqual(["other", "generate"]);
  expect(requests.open()).toBe(0);
});

test("a ref that is answered twice, or that nobody knows, is taken once", () => {
  add("a");
  requests.pump();

  expect(requests.take(among(1, 1, 7)).length).toBe(1);
  expect(requests.take(among(1))).toEqual([]);
});

test("after a resume what the server has not handled goes out again under its ref", () => {
  add("a", "b", "c");
  requests.pump();
  sent = [];
  requests.settle(requests.take((ref) => ref <= 2));
  requests.again();

  expect(ended).toEqual(["a", "b"]);
  expect(sent).toEqual([[3, "c"]]);
});

test("a fresh join to the same page keeps what never went out and doubts the rest; refs begin anew", () => {
  add(...many(IN_FLIGHT + 1));
  requests.pump();
  sent = [];
  const doubtful = requests.restart(true);
  requests.pump();

  expect(doubtful.length).toBe(IN_FLIGHT);
  expect(sent).toEqual([[1, `a${IN_FLIGHT + 1}`]]);
});

test("a fresh join to another page doubts everything, tasks end, and nothing stays open", () => {
  add("a", "b");
  requests.pump();
  requests.goOn("t", requests.take(among(1)));
  add("c");
  const doubtful = requests.restart(false);

  expect(doubtful.map((request) => [request.ref, request.action.handler])).toEqual([
    [2, "b"],
    [0, "c"],
  ]);
  expect(ended.sort()).toEqual(["a", "b", "c"]);
  expect(requests.open()).toBe(0);
});

test("what the end of one lets in during such a join is in doubt as well", () => {
  const late: Requests = makeRequests({
    send: () => undefined,
    begin: () => undefined,
    end: ({ handler }) => void (handler === "first" && late.add(action("newest"))),
  });
  late.add(action("first"));
  late.pump();

  expect(late.restart(false).map((request) => request.action.handler)).toEqual(["first", "newest"]);
  expect(late.open()).toBe(0);
});
