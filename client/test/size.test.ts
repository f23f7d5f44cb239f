import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

import { expect, test } from "vitest";

const KB = 1024;
const gzipped = (name: string): number => gzipSync(readFileSync(new URL(`../../src/djust/static/djust/${name}`, import.meta.url)), { level: 9 }).length;

test("the script of a live page stays small", () => {
  expect(gzipped("djust.js")).toBeLessThan(13 * KB);
});

test("what only developers load stays out of it", () => {
  expect(gzipped("djust-debug.js")).toBeLessThan(2.5 * KB);
});
