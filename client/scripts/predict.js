// The client's own interpreter of predictions, for tests of the other side: a line of JSON in, a line of JSON out, until the input ends.
//   in:  {"s": slots, "p": parts, "program": program, "given": {parameter: value}}   or {"s", "p", "state": what a frame says}
//   out: {"ops": operations, "after": slots}, a list as {"rows": [[field, …], …]}; or {"error": text}
import { build } from "esbuild";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL("../src/predict/index.ts", import.meta.url))],
  bundle: true,
  write: false,
  format: "esm",
  target: "es2022",
  define: { __DEV__: "false" },
});
const { readState, run, show, update } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);

/** The slots, each list as its rows. */
const plain = (state, slots) => state.slice(0, slots).map((value) => (value?.rows ? { rows: value.rows.map(({ fields }) => fields) } : value));

function answer({ s, p, program, given, state }) {
  const before = readState(s);
  if (state) {
    update(before, state);
    return { after: plain(before, s.length) };
  }
  const after = run(program, before, given);
  return { ops: show(p, before, after), after: plain(after, s.length) };
}

for await (const line of createInterface({ input: process.stdin })) {
  let said;
  try {
    said = answer(JSON.parse(line));
  } catch (error) {
    said = { error: String(error.stack) };
  }
  process.stdout.write(JSON.stringify(said) + "\n");
}
