import { readdirSync, readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { fromWire, toWire, type Upward } from "../src/messages";

const folder = new URL("../../tests/wire/", import.meta.url);
const examples = readdirSync(folder).map((file) => ({
  file,
  ...(JSON.parse(readFileSync(new URL(file, folder), "utf8")) as { direction: string; message: unknown[]; means: object }),
}));

describe("the examples that both sides share", () => {
  test("there are some in each direction", () => {
    expect(new Set(examples.map((example) => example.direction))).toEqual(new Set(["up", "down"]));
  });

  test.each(examples.filter((example) => example.direction === "up"))("$file is what the browser writes", ({ message, means }) => {
    expect(toWire(means as Upward)).toEqual(message);
  });

  test.each(examples.filter((example) => example.direction === "down"))("$file is what the browser reads", ({ message, means }) => {
    expect(fromWire(message)).toEqual(means);
  });
});

test("null in an event's arguments and parameters survives the way", () => {
  expect(toWire({ type: "event", ref: 1, ack: 0, name: "f", params: { a: null }, args: [null] })).toEqual([1, 0, "f", { a: null }, [null]]);
});
