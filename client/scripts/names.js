// Looks for names, and for orders of what may stand in any order, that make a script small: `npm run names -- djust 120` looks for so many seconds.
// It goes on from the plan in `plans/`, changes one thing after the other and keeps what is not worse (at first also what is a little worse: simulated
// annealing, Kirkpatrick, Gelatt and Vecchi 1983). What it finds is kept in the plan; the build only reads that, and gives the same text every time.
import { readFileSync, existsSync, writeFileSync } from "node:fs";

import { bundles, closed, gzipped, planFile, readable } from "./bundle.js";
import { assign, kept, planOf, SHORT } from "./shorten.js";
import { write } from "./text.js";

const [name = "djust", seconds = 60, heat = 1] = process.argv.slice(2);
/** Names of one letter; hardly ever is a longer one worth while. */
const SINGLE = 54;

const text = await readable(bundles[name]);
const file = planFile(name);
assign(text, planOf(existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {}));

const size = () => gzipped(closed(write(text)));
const random = (below) => Math.floor(Math.random() * below);
const any = (list) => list[random(list.length)];
const numbers = new Map(SHORT.map((short, number) => [short, number]));
const { variables, keys, lists, turns } = text;

/** What is written anew when something changes. */
const stale = ({ units }) => units.forEach((unit) => (unit.isStale = true));

/** How many variables have a name in a scope. */
const taken = new Uint16Array(text.scopes * SHORT.length);
const numberOf = ({ self }) => numbers.get(self.short);
function occupy(variable, number, by) {
  for (const scope of variable.scopes) taken[scope * SHORT.length + number] += by;
}
const isFree = (variable, number) => variable.scopes.every((scope) => !taken[scope * SHORT.length + number]);
for (const variable of variables) occupy(variable, numberOf(variable), 1);

function rename(variable, number) {
  variable.self.short = SHORT[number];
  stale(variable.self);
}

/** Gives these variables these names; nothing, if some of them would meet. */
function renameAll(some) {
  const before = some.map(([variable]) => [variable, numberOf(variable)]);
  const put = (pairs) => pairs.every(([variable, number], i) => isFree(variable, number) ? (occupy(variable, number, 1), true) : (pairs.slice(0, i).forEach(([each, was]) => occupy(each, was, -1)), false));
  for (const [variable, was] of before) occupy(variable, was, -1);
  if (!put(some)) return void put(before);
  for (const [variable, number] of some) rename(variable, number);
  return () => {
    for (const [variable, number] of some) occupy(variable, number, -1);
    put(before);
    for (const [variable, was] of before) rename(variable, was);
  };
}

/** Each changes one thing, and gives what takes it back, or nothing if it cannot be. */
const changes = [
  [55, function name() {
    const variable = any(variables);
    const number = random(random(8) ? 26 : SINGLE);
    const was = numberOf(variable);
    if (number === was) return;
    const isNear = (other) => other !== variable && numberOf(other) === number && other.scopes.some((scope) => variable.scopes.includes(scope));
    return renameAll([[variable, number], ...(isFree(variable, number) ? [] : variables.filter(isNear).map((other) => [other, was]))]);
  }],
  [10, function key() {
    if (!keys[0]) return;
    const one = any(keys);
    const short = SHORT[random(SINGLE)];
    const was = one.short;
    const other = keys.find((each) => each.short === short);
    const give = (mine, its) => {
      one.short = mine;
      stale(one);
      if (other) {
        other.short = its;
        stale(other);
      }
    };
    give(short, was);
    return () => give(was, short);
  }],
  [20, function move() {
    const list = any(random(3) ? lists : lists.filter(({ items }) => items.length > 9));
    if (!list) return;
    const was = list.order;
    const order = [...was];
    const some = order.splice(random(order.length), 1 + random(random(Math.min(5, order.length - 1)) + 1));
    order.splice(random(order.length + 1), 0, ...some);
    if (some.some(({ after }) => after[0]) || list.items.some(({ after }) => after[0])) {
      const places = new Map(order.map((item, place) => [item, place]));
      if (order.some((item) => item.after.some((each) => places.get(each) > places.get(item)))) return;
    }
    list.order = order;
    stale(list);
    return () => {
      list.order = was;
      stale(list);
    };
  }],
  [15, function turn() {
    const one = any(turns);
    if (!one) return;
    const give = () => {
      one.isTurned = !one.isTurned;
      stale(one);
    };
    give();
    return give;
  }],
].flatMap(([weight, change]) => Array(weight).fill(change));

let now = size();
let best = { size: now, plan: kept(text) };
const begin = Date.now();
let told = begin;
console.log(`${name}: ${now} bytes, gzipped; ${variables.length} variables, ${keys.length} properties, ${lists.length} lists, ${turns.length} comparisons`);
for (let passed = 0, tries = 0; passed < 1; passed = (Date.now() - begin) / 1000 / seconds) {
  const undo = any(changes)();
  if (!undo) continue;
  tries++;
  const then = size();
  if (then > now && Math.random() > Math.exp((now - then) / (heat * (1 - passed)))) undo();
  else now = then;
  if (now < best.size) best = { size: now, plan: kept(text) };
  if (Date.now() - told > 30_000) {
    told = Date.now();
    console.log(`${Math.round(passed * 100)} %, ${tries} tries: ${now}, at best ${best.size}`);
  }
}
console.log(`${best.size} bytes`);
writeFileSync(file, best.plan);
