import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { hint } from "../../src/debug/hints";

test("whatever goes wrong, the overlay says what to do about it", () => {
  const page = readFileSync(new URL("../../../docs/reference/errors.md", import.meta.url), "utf8");
  const codes = [...page.matchAll(/^\| `([a-z_.]+)`/gm)].map(([, code]) => code!);

  expect(codes.length).toBeGreaterThan(20);
  expect(codes.filter((code) => !hint(code))).toEqual([]);
});

test("a text where a number was meant is told by its cause", () => {
  const usual = hint("handler.failed");

  expect(hint("handler.failed", "TypeError: unsupported operand type(s) for +=: 'int' and 'str'")).toContain("amount: int");
  expect(hint("handler.failed", 'TypeError: can only concatenate str (not "int") to str')).toContain("amount: int");
  expect(hint("handler.failed", "TypeError: add() takes 1 positional argument but 2 were given")).toBe(usual);
  expect(hint("handler.failed", "ValueError: str")).toBe(usual);
  expect(hint("handler.failed", "AttributeError: 'Cart' object has no attribute 'total'")).toContain("mount()");
  expect(hint("handler.failed", "AttributeError: 'NoneType' object has no attribute 'pk'")).toBe(usual);
  expect(hint("handler.failed", "SynchronousOnlyOperation: You cannot call this from an async context")).toContain("plain def");
});
