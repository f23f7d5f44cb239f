// What is built, from what, and how: a bundle by esbuild, its text by terser, its names by names.js.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { minify } from "terser";

import { ownNames } from "./names.js";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Those with `to` are committed. */
export const bundles = {
  djust: { from: "client/src/index.ts", to: "src/djust/static/djust/djust.js", shorten: true },
  // Only to be weighed: what a page without decorators needs of it.
  core: { from: "client/src/core.ts", shorten: true },
  // What only developers need: pages load it under DEBUG.
  debug: { from: "client/src/debug/index.ts", to: "src/djust/static/djust/djust-debug.js" },
  // Drives the DOM engine without a server; the browser tests load it, nobody else.
  harness: { from: "client/src/dom/harness.ts", to: "tests/browser/oracle/harness.js" },
};

/** Properties that no one but our own code reads, by the type checker; their names are 5 % of the gzipped bytes. */
const names = new RegExp(`^(${ownNames(root + "client/tsconfig.json", root + "client/src").join("|")})$`);

/** The text of a bundle. */
export async function bundle({ from, shorten }) {
  const result = await build({
    // Imported, not the entry itself: a classic script cannot hold the exports that tests use.
    stdin: { contents: `import ${JSON.stringify(root + from)};`, resolveDir: root },
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
  const options = {
    ecma: 2022,
    module: true,
    compress: { passes: 3, unsafe_arrows: true, hoist_funs: true, pure_getters: true },
    mangle: shorten ? { properties: { regex: names, builtins: true, keep_quoted: true } } : {},
  };
  const { code } = await minify(result.outputFiles[0].text, options);
  return `(()=>{${code.replace(/;$/, "")}})();\n`;
}

/** The bytes that travel. */
export const gzipped = (text) => gzipSync(text, { level: 9 }).length;
