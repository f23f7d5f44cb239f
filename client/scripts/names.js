// Looks for names, and for an order of functions, that make the scripts small: `npm run names`, or `npm run names -- 120` to look for so many
// seconds. It goes on from `names.json`, changes one thing after the other and keeps what is not worse (at first also what is a little worse:
// annealing). What it finds is kept in `names.json`; the build only reads that, and gives the same text every time.
import { readFileSync, writeFileSync } from "node:fs";

import { bundles, closed, gzipped, planFile, readable } from "./bundle.js";
import { assign, planOf, SHORT, write } from "./shorten.js";

const seconds = Number(process.argv[2] ?? 60);
/** Bytes that a change may cost at the beginning. */
const HEAT = Number(process.argv[3] ?? 0.7);
const SINGLE = 54;

const texts = await Promise.all([bundles.core, bundles.djust, bundles.predictor].map(readable));
const kept = JSON.parse(readFileSync(planFile, "utf8"));
const all = [...new Set(texts.flatMap(({ keys, variables }) => [...keys, ...variables].map(({ name }) => name)))];
const functions = [...new Set(texts.flatMap(({ statements }) => statements.flatMap(({ name }) => name ?? [])))];

const plan = new Map([...planOf(kept.names)].filter(([name]) => all.includes(name)));
let order = [...kept.order.filter((name) => functions.includes(name)), ...functions.filter((name) => !kept.order.includes(name))];

function size() {
  let sum = 0;
  for (const text of texts) {
    assign(text, plan);
    sum += gzipped(closed(write(text, order)));
  }
  return sum;
}

const random = (below) => Math.floor(Math.random() * below);
const any = (list) => list[random(list.length)];

/** Each changes one thing, and gives what takes it back. */
const changes = [
  function swap() {
    const [a, b] = [any(all), any(all)];
    const [was, other] = [plan.get(a), plan.get(b)];
    plan.set(a, other).set(b, was);
    return () => plan.set(b, other).set(a, was);
  },
  function choose() {
    const name = any(all);
    const was = plan.get(name);
    plan.set(name, random(7) ? random(SINGLE) : random(SHORT.length));
    return () => plan.set(name, was);
  },
  function move() {
    const was = order;
    order = [...order];
    const some = order.splice(random(order.length), 1 + random(random(5)));
    order.splice(random(order.length), 0, ...some);
    return () => (order = was);
  },
];

// What has no name in the plan is given the one that it gets without.
size();
for (const { keys, variables } of texts)
  for (const { name, short } of [...keys, ...variables.map(({ name, self }) => ({ name, short: self.short }))]) if (!plan.has(name)) plan.set(name, SHORT.indexOf(short));

let now = size();
let best = { size: now, names: new Map(plan), order };
const begin = Date.now();
console.log(`${now} bytes, gzipped, all that have such names together`);
for (let passed = 0; passed < 1; passed = (Date.now() - begin) / 1000 / seconds) {
  const undo = any(changes)();
  const then = size();
  if (then > now && Math.random() > Math.exp((now - then) / (HEAT * (1 - passed)))) undo();
  else now = then;
  if (now < best.size) best = { size: now, names: new Map(plan), order };
}
console.log(`${best.size} bytes`);
const names = Object.fromEntries([...best.names].sort().map(([name, number]) => [name, SHORT[number]]));
writeFileSync(planFile, `${JSON.stringify({ names, order: best.order }, null, 1)}\n`);
