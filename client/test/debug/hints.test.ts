import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { hint } from "../../src/debug/hints";

test("whatever goes wrong, the overlay says what to do about it", () => {
  const page = readFileSync(new URL("../../../docs/reference/errors.md", import.meta.url), "utf8");
  const codes = [...page.matchAll(/^\| `([a-z_.]+)`/gm)].map(([, code]) => code!);

  expect(codes.length).toBeGreaterThan(20);
  expect(codes.filter((code) => !hint(code))).toEqual([]);
});
