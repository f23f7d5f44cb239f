// From the text of a frame to the changed document, in Chromium: `npm run bench`. The page and the frames are the server's own.
import { build } from "esbuild";
import { chromium } from "playwright";
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { launchOptions } from "./chromium.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const python = process.env.PYTHON ?? `${root}/.venv/bin/python`;
const address = "https://bench.test/";
/** What `@optimistic` is measured with, and milliseconds from the click to the document. */
const FORESEEN = { "toggle one row": 0.5, "remove a row": 2 };
/** Milliseconds that an operation may take, from text to document. */
const GOALS = { "toggle one row": 0.3, "append a row": 1, reverse: 30 };

const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1];

/** A tab that shows `html`, with the means to measure in it. Isolated, because clocks are coarse in pages that are not. */
async function opened(browser, html, script) {
  const tab = await browser.newPage();
  const headers = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Content-Type": "text/html; charset=utf-8",
  };
  await tab.route(address, (route) => route.fulfill({ body: html, headers }));
  await tab.goto(address);
  await tab.evaluate(script);
  const load = await tab.evaluate(() => bench.load());
  if (load.broken.length) throw new Error(`the measured page is broken: ${JSON.stringify(load.broken)}`);
  return { tab, load: load.milliseconds };
}

/** Measures one operation three ways, each in a tab of its own; what the frames made must be the page that the server means. */
async function measured(browser, { page, frames, pages, last }, script) {
  const results = {};
  for (const [way, texts] of Object.entries({ frames, innerHTML: pages, morph: pages })) {
    const { tab, load } = await opened(browser, page, script);
    results[way] = await tab.evaluate(([way, texts]) => bench[way](texts), [way, texts]);
    if (way === "frames") {
      const shown = await tab.evaluate(() => bench.shown());
      const expected = await opened(browser, last, script);
      if (shown !== (await expected.tab.evaluate(() => bench.shown()))) throw new Error("the frames did not make the page that the server means");
      await expected.tab.close();
      results.load = load;
    }
    await tab.close();
  }
  return results;
}

/** Measures clicks that the browser foresees, and the frames that confirm them. */
async function foreseen(browser, { name, page, frames, last }, script) {
  const { tab } = await opened(browser, page, script);
  const results = await tab.evaluate(([name, frames]) => bench.foreseen(name, frames), [name, frames]);
  const expected = await opened(browser, last, script);
  if ((await tab.evaluate(() => bench.shown())) !== (await expected.tab.evaluate(() => bench.shown()))) throw new Error("predictions left something behind");
  await tab.close();
  await expected.tab.close();
  return results;
}

const bundled = await build({
  entryPoints: [fileURLToPath(new URL("bench-page.ts", import.meta.url))],
  bundle: true,
  minify: true,
  write: false,
  format: "iife",
  target: "es2022",
  define: { __DEV__: "false" },
});
const script = bundled.outputFiles[0].text;
const replays = JSON.parse(execFileSync(python, ["-m", "benchmarks.frames"], { cwd: root, maxBuffer: 1 << 28, encoding: "utf8" }));
const browser = await chromium.launch({ ...launchOptions, headless: true });
try {
  console.log("1000 rows of five cells; milliseconds from the text of the server's frame to the document changed, medians.");
  console.log("innerHTML: all of body set anew; morph: the whole page morphed. In brackets: with the layout that follows.\n");
  console.log(`${"operation".padEnd(18)}${"frame".padStart(18)}${"innerHTML".padStart(20)}${"morph".padStart(20)}${"goal".padStart(8)}`);
  const loads = [];
  for (const replay of replays) {
    const results = await measured(browser, replay, script);
    loads.push(results.load);
    const columns = ["frames", "innerHTML", "morph"].map((way, index) => {
      const [bare, laidOut] = [median(results[way].bare), median(results[way].laidOut)];
      return `${bare.toFixed(index ? 1 : 3)} (${laidOut.toFixed(1)})`.padStart(index ? 20 : 18);
    });
    const goal = GOALS[replay.name];
    const verdict = goal ? `≤ ${goal}`.padStart(8) + (median(results.frames.bare) > goal ? "  missed" : "") : "";
    console.log(`${replay.name.padEnd(18)}${columns.join("")}${verdict}`);
  }
  console.log("\nforeseen by a program that looks the row up by its key; from the click, and from the frame that confirms it:");
  for (const replay of replays.filter(({ name }) => FORESEEN[name])) {
    const { click, frame } = await foreseen(browser, replay, script);
    const goal = FORESEEN[replay.name];
    const columns = [click, frame].map(({ bare, laidOut }) => `${median(bare).toFixed(3)} (${median(laidOut).toFixed(1)})`.padStart(18));
    console.log(`${replay.name.padEnd(18)}${columns.join("")}${`≤ ${goal}`.padStart(48)}${median(click.bare) > goal ? "  missed" : ""}`);
  }
  console.log(`\nfinding the parts of the page when it loads, once: ${median(loads).toFixed(1)} ms`);
} finally {
  await browser.close();
}
