// Gives a text its names, and what else may be chosen in it, by a plan (`plans/*.json`, found by `npm run names`): what gzip finds again costs little.
// What is not in the plan gets what is left, the more frequent the shorter.
const LETTERS = "etnrisoaclupdfmhgbwvykxjqzETNRISOACLUPDFMHGBWVYKXJQZ_$";
const WORDS = /^(as|do|if|in|is|of)$/;

/** Every short name there is, in the order in which names without a plan take them. */
export const SHORT = [...LETTERS, ...[...LETTERS].flatMap((first) => [...LETTERS].map((second) => first + second))].filter((name) => !WORDS.test(name)).slice(0, 700);
const NUMBERS = new Map(SHORT.map((name, number) => [name, number]));

/**
 * A plan as it is kept: short names of `variables` by the place they are in, of properties (`keys`), and of variables that are new by what they are called
 * (`names`); the `orders` of lists; which comparisons are `turned`.
 */
/** @param {{ names?: object, variables?: object, keys?: object, orders?: object, turned?: string[] }} kept */
export const planOf = ({ names = {}, variables = {}, keys = {}, orders = {}, turned = [] } = {}) => {
  const numbers = (kept) => new Map(Object.entries(kept).map(([name, short]) => [name, NUMBERS.get(short)]));
  const flat = Object.fromEntries(Object.entries(variables).flatMap(([place, called]) => Object.entries(called).map(([name, short]) => [`${place}:${name}`, short])));
  return { names: numbers(names), variables: numbers(flat), keys: numbers(keys), orders: new Map(Object.entries(orders)), turned: new Set(turned) };
};

/** Makes the choices of a text, by the plan where it can be had. */
export function assign({ variables, keys, scopes, lists, turns }, plan) {
  const size = SHORT.length;
  const taken = new Uint8Array(scopes * size);
  const isPlanned = ({ at }) => plan.variables.has(at);
  for (const { self, name, at, scopes } of [...variables.filter(isPlanned), ...variables.filter((each) => !isPlanned(each))]) {
    const isFree = (number) => number !== undefined && scopes.every((scope) => !taken[scope * size + number]);
    let number = [plan.variables.get(at), plan.names.get(name)].find(isFree);
    if (number === undefined) for (number = 0; !isFree(number); ) number++;
    for (const scope of scopes) taken[scope * size + number] = 1;
    self.short = SHORT[number];
  }
  // Properties share one room, whatever they are of.
  const used = new Set();
  const late = [];
  for (const key of keys) {
    const number = plan.keys.get(key.name);
    if (number === undefined || used.has(number)) late.push(key);
    else {
      used.add(number);
      key.short = SHORT[number];
    }
  }
  let next = 0;
  for (const key of late) {
    while (used.has(next)) next++;
    used.add(next);
    key.short = SHORT[next];
  }
  for (const list of lists) list.order = ordered(list.items, plan.orders.get(list.at) ?? []);
  for (const turn of turns) turn.isTurned = plan.turned.has(turn.at);
  for (const { units } of [...variables.map(({ self }) => self), ...keys, ...lists, ...turns]) for (const unit of units) unit.isStale = true;
}

/** The items by their names, none before one that it must follow. */
function ordered(items, names) {
  const left = [...names];
  const ranks = new Map(items.map((item) => [item, takeOut(left, item.name)]));
  const waiting = items.toSorted((a, b) => ranks.get(a) - ranks.get(b));
  const order = [];
  while (waiting[0]) order.push(...waiting.splice(waiting.findIndex(({ after }) => after.every((each) => order.includes(each))), 1));
  return order;
}

/** Where a name stands in a list, which has it no more; behind all if it is not there. */
function takeOut(names, name) {
  const at = names.indexOf(name);
  if (at >= 0) names[at] = undefined;
  return at < 0 ? names.length : at;
}

/** The plan that says what was chosen in a text, as it is kept. */
export function kept({ variables, keys, lists, turns }) {
  const places = {};
  const names = {};
  for (const { self, at, name } of variables) {
    const [, place, called] = /^(.*):(.*)$/.exec(at);
    (places[place] ??= {})[called] = self.short;
    names[name] ??= self.short;
  }
  const orders = Object.fromEntries(lists.filter(({ items, order }) => items.some((item, i) => item !== order[i])).map(({ at, order }) => [at, order.map(({ name }) => name)]));
  const sections = {
    names,
    keys: Object.fromEntries(keys.map(({ name, short }) => [name, short])),
    turned: turns.filter(({ isTurned }) => isTurned).map(({ at }) => at),
    orders,
    variables: places,
  };
  const lines = (section) => Object.entries(section).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(",\n");
  const { names: byName, keys: byKey, turned, ...rest } = sections;
  return `{${lines({ names: byName, keys: byKey, turned })},\n${Object.entries(rest).map(([name, section]) => `"${name}": {\n${lines(section)}\n}`).join(",\n")}}\n`;
}
