import { readdirSync, readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { hear, upward } from "../src/messages";
import type { Json } from "../src/messages";

const folder = new URL("../../tests/wire/", import.meta.url);
// These are read where what they are about is tested.
const examples = readdirSync(folder).filter((file) => !/prediction|literals/.test(file)).map((file) => ({
  file,
  ...(JSON.parse(readFileSync(new URL(file, folder), "utf8")) as { direction: string; message: unknown[]; means: object; sent?: object }),
}));

interface Means {
  ref: number;
  ack: number;
  call: string;
  params: Record<string, Json>;
  types: Record<string, string>;
  cached: number;
}

function read(message: unknown[]): object {
  let means = {};
  const said = (type: string) => (body?: object) => void (means = { type, ...body });
  hear(message, {
    joined: said("joined"),
    resumed: said("resumed"),
    refused: said("refused"),
    pong: said("pong"),
    morph: said("morph"),
    // 0 answers none.
    frame: (frame, refs, ops, extras) => said("frame")({ frame, refs: refs.filter(Boolean), ops, extras }),
  });
  return means;
}

describe("the examples that both sides share", () => {
  test("there are some in each direction", () => {
    expect(new Set(examples.map((example) => example.direction))).toEqual(new Set(["up", "down"]));
  });

  // What a page says besides events is held where it says it: test/view/page.browser.test.ts.
  test.each(examples.filter(({ direction, message: [head] }) => direction === "up" && typeof head === "number"))("$file is what the browser writes", ({ message, means, sent }) => {
    const { ref, ack, call, params, types, cached } = { ...means, ...sent } as Means;

    expect(upward.event(ref, ack, call, params, types, cached)).toEqual(message);
  });

  test.each(examples.filter((example) => example.direction === "down"))("$file is what the browser reads", ({ message, means }) => {
    expect(read(message)).toEqual(means);
  });
});

test("null in an event's parameters survives the way", () => {
  expect(upward.event(1, 0, "f", { a: null })).toEqual([1, 0, "f", { a: null }]);
});
