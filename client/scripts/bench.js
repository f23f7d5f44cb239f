// From operations to the document changed, in Chromium, on a table of 1000 rows of five cells: medians. `npm run bench`.
import { build } from "esbuild";
import { chromium } from "playwright";
import { fileURLToPath } from "node:url";

import { launchOptions } from "./chromium.js";

const ROWS = 1000;
const row = (n) =>
  `<tr class="${n % 2 ? "on" : ""}"><td>${n}</td><td>Product ${n}</td><td>${n * 3}.00</td><td><!--{--><b>sold out</b><!--}--></td><td><button dj-click="toggle" data-id="${n}">x</button></td></tr>`;
const page = `<!doctype html><title>Bench</title><body><p dj>0</p><table><tbody><!--{tr@ td. td. td. td td button@-->${Array.from({ length: ROWS }, (_, n) => row(n)).join("\n")}<!--}--></tbody></table></body>`;

/** Runs in the page: each step is measured, then put back. */
function measure([html, rows]) {
  const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];
  const time = (run) => {
    const start = performance.now();
    run();
    return performance.now() - start;
  };
  // The change itself, and the change with the layout that it makes necessary.
  const both = (change, back, count = 41) => {
    const [bare, laidOut] = [[], []];
    for (let i = 0; i < count; i++) {
      bare.push(time(() => harness.apply(change)));
      laidOut.push(bare.at(-1) + time(() => document.body.offsetHeight));
      harness.apply(back);
      void document.body.offsetHeight;
    }
    return { change: median(bare), "with layout": median(laidOut) };
  };
  const all = [0, rows];
  const shuffled = Array.from({ length: rows }, (_, n) => (n * 7919) % rows);
  const restored = Array.from({ length: rows }, (_, n) => shuffled.indexOf(n));
  return {
    "text of one element": both([[0, "1"]], [[0, "0"]]),
    "one row toggled": both([[1, 8, 317, [[0, 3, { class: "hot" }], [3, "1.00"]]]], [[1, 8, 317, [[0, 3, { class: "on" }], [3, "951.00"]]]]),
    "one row appended": both([[1, 7, [all, [-1, 1]], html]], [[1, 7, [all]]]),
    "one row prepended": both([[1, 7, [[-1, 1], all], html]], [[1, 7, [[1, rows]]]]),
    reversed: both([[1, 7, [[rows - 1, rows, -1]]]], [[1, 7, [[rows - 1, rows, -1]]]], 21),
    shuffled: both([[1, 7, shuffled]], [[1, 7, restored]], 21),
    "every row toggled": both([[1, 8, ...Array.from({ length: rows }, (_, n) => [n, [[0, 3, { class: "hot" }]]]).flat()]], [[1, 8, ...Array.from({ length: rows }, (_, n) => [n, [[0, 3, { class: "" }]]]).flat()]], 21),
  };
}

const bundled = await build({
  entryPoints: [fileURLToPath(new URL("../src/dom/harness.ts", import.meta.url))],
  bundle: true,
  minify: true,
  write: false,
  format: "iife",
  target: "es2022",
  define: { __DEV__: "false" },
});
const browser = await chromium.launch({ ...launchOptions, headless: true });
try {
  const tab = await browser.newPage();
  await tab.route("http://bench.test/", (route) => route.fulfill({ body: page, contentType: "text/html; charset=utf-8" }));
  await tab.goto("http://bench.test/");
  await tab.evaluate(bundled.outputFiles[0].text);
  const load = await tab.evaluate(() => {
    const start = performance.now();
    const broken = harness.load();
    return { milliseconds: performance.now() - start, broken };
  });
  if (load.broken.length) throw new Error(`The page of the measurement is broken: ${JSON.stringify(load.broken)}`);
  console.log(`${ROWS} rows, milliseconds`);
  console.log(`  ${"parts found at load (once)".padEnd(28)} ${load.milliseconds.toFixed(2).padStart(7)}`);
  for (const [name, times] of Object.entries(await tab.evaluate(measure, [row(ROWS), ROWS])))
    console.log(`  ${name.padEnd(28)} ${times.change.toFixed(2).padStart(7)}   with layout ${times["with layout"].toFixed(2).padStart(7)}`);
} finally {
  await browser.close();
}
