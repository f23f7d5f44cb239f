// Builds what browsers load. `--check` fails when a committed file is not what the sources give; `--size` prints the bytes.
import { build } from "esbuild";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { minify } from "terser";

import { ownNames } from "./names.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const bundles = [
  { from: "client/src/index.ts", to: "src/djust/static/djust/djust.js", shorten: true },
  // What only developers need: pages load it under DEBUG.
  { from: "client/src/debug/index.ts", to: "src/djust/static/djust/djust-debug.js" },
  // Drives the DOM engine without a server; the browser tests load it, nobody else.
  { from: "client/src/dom/harness.ts", to: "tests/browser/oracle/harness.js" },
];

/** Properties that no one but our own code reads, by the type checker; their names are 5 % of the gzipped bytes. */
const names = new RegExp(`^(${ownNames(root + "client/tsconfig.json", root + "client/src").join("|")})$`);

async function bundle({ from, shorten }) {
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
