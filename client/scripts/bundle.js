// What is built, from what, and how: a bundle by esbuild, its text by terser, its names by shorten.js.
import { build } from "esbuild";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { minify } from "terser";

import { ownNames } from "./properties.js";
import { assign, planOf } from "./shorten.js";
import { read, write } from "./text.js";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Those with `to` are committed. */
export const bundles = {
  djust: { from: "client/src/index.ts", to: "src/djust/static/djust/djust.js", shorten: true },
  // Only to be weighed: what a page without decorators needs of it.
  core: { from: "client/src/core.ts", shorten: true },
  // What foresees handlers: pages load it, before the other, that have some to foresee.
  predictor: { from: "client/src/predictor.ts", to: "src/djust/static/djust/djust-predictor.js", shorten: true },
  // What only developers need: pages load it under DEBUG.
  debug: { from: "client/src/debug/index.ts", to: "src/djust/static/djust/djust-debug.js" },
  // How to speak without a WebSocket: pages import it when they cannot get one.
  http: { from: "client/src/http/index.ts", to: "src/djust/static/djust/djust-http.js", module: true },
  // Scripts of elements, forms that recover: pages load it, before the first, that have some.
  extra: { from: "client/src/extra.ts", to: "src/djust/static/djust/djust-extra.js" },
  // For HTML in which no parts are known, and whole documents: pages load it before the first, or when such a thing comes.
  morph: { from: "client/src/morph.ts", to: "src/djust/static/djust/djust-morph.js" },
  // Drives the DOM engine without a server; the browser tests load it, nobody else.
  harness: { from: "client/src/dom/harness.ts", to: "tests/browser/oracle/harness.js" },
};

const properties = ownNames(root + "client/tsconfig.json", root + "client/src");
/** Where the plan of a bundle's names is kept. */
export const planFile = (name) => fileURLToPath(new URL(`plans/${name}.json`, import.meta.url));
const planned = (name) => planOf(existsSync(planFile(name)) ? JSON.parse(readFileSync(planFile(name), "utf8")) : {});

/** The text of a bundle before its names are short, or with those that terser gives. */
async function compact({ from, shorten, module }) {
  const result = await build({
    // Imported, not the entry itself: a classic script cannot hold the exports that tests use.
    stdin: { contents: `${module ? "export * from" : "import"} ${JSON.stringify(root + from)};`, resolveDir: root },
    bundle: true,
    minifySyntax: true,
    write: false,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    define: { __DEV__: "false" },
    logLevel: "warning",
  });
  // esbuild bundles; what it leaves in place, several passes over the whole find.
  const options = { ecma: 2022, module: true, compress: { passes: 3, unsafe_arrows: true, hoist_funs: true, pure_getters: true }, mangle: !shorten };
  const { code } = await minify(result.outputFiles[0].text, options);
  return code;
}

const nameOf = (each) => Object.keys(bundles).find((name) => bundles[name] === each);

/** A bundle of which `write` makes a text. */
export const readable = async (each) => read(await compact(each), properties);

/** The text as a script that leaves nothing behind. */
export const closed = (text) => `(()=>{${text.replace(/;$/, "")}})();\n`;

/** The text of a bundle. */
export async function bundle(each) {
  if (each.module) return `${await compact(each)}\n`;
  if (!each.shorten) return closed(await compact(each));
  const text = await readable(each);
  assign(text, planned(nameOf(each)));
  return closed(write(text));
}

/** The bytes that travel. */
export const gzipped = (text) => gzipSync(text, { level: 9 }).length;
