// Builds what browsers load. `--check` fails when a committed file is not what the sources give; `--size` prints the bytes.
import { build } from "esbuild";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { minify } from "terser";

const root = fileURLToPath(new URL("../..", import.meta.url));
const bundles = [
  { from: "client/src/index.ts", to: "src/djust/static/djust/djust.js" },
  // What only developers need: pages load it under DEBUG.
  { from: "client/src/debug/index.ts", to: "src/djust/static/djust/djust-debug.js" },
  // Drives the DOM engine without a server; the browser tests load it, nobody else.
  { from: "client/src/dom/harness.ts", to: "tests/browser/oracle/harness.js" },
];

async function bundle({ from }) {
  const result = await build({
    entryPoints: [root + from],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    define: { __DEV__: "false" },
    // Private members are written with a leading underscore; nothing outside the bundle reads them.
    mangleProps: /^_[a-z]/,
    logLevel: "warning",
  });
  // esbuild bundles; what it leaves in place, several passes over the whole find: 4 % of the gzipped bytes.
  return (await minify(result.outputFiles[0].text, { ecma: 2022, toplevel: true, compress: { passes: 3 } })).code + "\n";
}

const mode = process.argv[2];
for (const each of bundles) {
  const text = await bundle(each);
  const size = `${text.length} bytes, ${gzipSync(text, { level: 9 }).length} gzipped`;
  const path = root + each.to;
  const name = relative(root, path);
  if (mode === "--size") {
    console.log(`${name}: ${size}`);
  } else if (mode === "--check") {
    if (!existsSync(path) || readFileSync(path, "utf8") !== text) {
      console.error(`${name} is not what client/src gives: run \`npm run build\` in client/ and commit the result.`);
      process.exitCode = 1;
    }
  } else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    console.log(`${name}: ${size}`);
  }
}
