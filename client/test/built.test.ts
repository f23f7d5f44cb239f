import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { bundle, bundles, gzipped } from "../scripts/bundle.js";

const KB = 1024;
const built = (name: string): string => readFileSync(new URL(`../../src/djust/static/djust/${name}`, import.meta.url), "utf8");

test("all that the decorators ask of the browser stays small: the script of every page, and what foresees handlers", () => {
  expect(gzipped(built("djust.js")) + gzipped(built("djust-predictor.js"))).toBeLessThanOrEqual(15 * KB);
});

test("what every page needs stays smaller, the morph included", { timeout: 60_000 }, async () => {
  expect(gzipped(await bundle(bundles.core))).toBeLessThanOrEqual(10 * KB);
});

test("what only some pages load besides stays small, too", () => {
  // docs/internals/decisions/0015
  expect(gzipped(built("djust-extra.js"))).toBeLessThanOrEqual(1_250);
  expect(gzipped(built("djust-morph.js"))).toBeLessThanOrEqual(1_100);
  expect(gzipped(built("djust-http.js"))).toBeLessThanOrEqual(1_000);
});

test("what only developers load stays out of it", () => {
  expect(gzipped(built("djust-debug.js"))).toBeLessThan(16 * KB);
  expect(built("djust.js")).not.toContain("djust-overlay");
});

test("no script needs what a strict Content-Security-Policy forbids", () => {
  for (const name of ["djust.js", "djust-predictor.js", "djust-extra.js", "djust-http.js", "djust-morph.js", "djust-debug.js"]) expect(built(name)).not.toMatch(/\beval\b|\bFunction\(|javascript:|createElement\("style"\)/);
});

test("names that travel keep their spelling in the shortened script", () => {
  for (const name of ["_target", "csrfmiddlewaretoken", "scroll_x", "scroll_y", "dj-model"]) expect(built("djust.js")).toContain(name);
});
