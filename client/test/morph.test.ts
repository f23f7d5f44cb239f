/** A page's script and the morph are built apart, and perhaps by different versions (docs/internals/wire.md, 11). */

import { expect, test } from "vitest";

import { bundle, bundles } from "../scripts/bundle.js";

test("both spell the one name between them as it is written down, and say all else by its place", { timeout: 60_000 }, async () => {
  const [page, morph] = [await bundle(bundles.djust), await bundle(bundles.morph)];

  expect(page).toMatch(/\.djustMorph1\(.{9,40},\w+,\w+,\w+\)\(/);
  expect(morph).toMatch(/Object\.assign\(globalThis,\{djustMorph1:/);
  expect(morph).not.toMatch(/\bexport\b|\bimport\b/);
});

test("the script of every page has nothing of what the morph does", { timeout: 60_000 }, async () => {
  expect(await bundle(bundles.djust)).not.toMatch(/DOMParser|outerHTML/);
});
