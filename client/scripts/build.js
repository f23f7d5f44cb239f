// Builds what browsers load. `--check` fails when a committed file is not what the sources give; `--size` prints the bytes.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { bundle, bundles, gzipped, root } from "./bundle.js";

const mode = process.argv[2];
for (const [name, each] of Object.entries(bundles)) {
  if (!each.to && mode !== "--size") continue;
  const text = await bundle(each);
  const path = root + each.to;
  const said = `${(each.to ?? name).padEnd(40)}${String(text.length).padStart(6)} bytes,${String(gzipped(text)).padStart(6)} gzipped`;
  if (mode === "--size") {
    console.log(said);
  } else if (mode === "--check") {
    if (!existsSync(path) || readFileSync(path, "utf8") !== text) {
      console.error(`${each.to} is not what client/src gives: run \`npm run build\` in client/ and commit the result.`);
      process.exitCode = 1;
    }
  } else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    console.log(said);
  }
}
