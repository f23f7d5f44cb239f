import { expect, test } from "vitest";

import { assign, kept, planOf, SHORT } from "../scripts/shorten.js";
import { read, write } from "../scripts/text.js";

/** Runs a script that ends with an expression, as it is and with short names. */
function shortened(code: string, properties: string[] = [], names: Record<string, string> = {}): { text: string; result: unknown } {
  const script = read(code, properties);
  assign(script, planOf({ names, keys: names }));
  const text = write(script);
  const run = (source: string): unknown => (0, eval)(`(()=>{${source}})()`);
  expect(run(text)).toEqual(run(code));
  return { text, result: run(text) };
}

test("a name that a plan wants twice is given once in each place", () => {
  const { result } = shortened("const first = 1; const add = (second) => { const third = 3; return first + second + third; }; return add(2)", [], {
    first: "a",
    second: "a",
    third: "a",
    add: "a",
  });

  expect(result).toBe(6);
});

test("what is not inside of each other may have one name", () => {
  const { text } = shortened("const one = (left) => left + 1, two = (right) => right + 2; return one(1) + two(2)", [], { left: "x", right: "x" });

  expect(text.match(/x=>x\+|\(x\) => x \+/g)).toHaveLength(2);
});

test("a property and the variable that it is read into are one word, where both have one name", () => {
  const { text } = shortened("const point = { across: 1, down: 2 }; const { across, down: below = 5 } = point; return [across, below]", ["across", "down"], {
    across: "q",
    down: "r",
    below: "r",
  });

  expect(text).toContain("{ q: 1,r: 2 }");
  expect(text).toContain("{ q,r = 5 }");
});

test("a property that others read keeps its spelling", () => {
  const { text } = shortened("const value = 1; const { length } = 'four'; return { value, length }", [], { value: "v", length: "l" });

  expect(text).toContain("{ value:v,length:l }");
});

test.each([
  ["a hoisted function and its own name", "return outer(2); function outer(depth) { return depth ? inner(depth) : 'end'; function inner(depth) { return outer(depth - 1); } }"],
  ["a caught error and a block of its own", "try { throw 7 } catch (error) { const other = 1; return error + other }"],
  ["a loop's variable, and one of its body", "let sum = 0; for (const each of [1, 2]) { const twice = each * 2; sum += twice } for (let at = 0; at < 2; at++) sum += at; return sum"],
  ["a var of a block", "var seen = 1; { var late = seen + 1; } return late + seen"],
  ["defaults that read earlier parameters", "const area = (wide, { high = wide } = {}) => wide * high; return [area(2), area(2, { high: 3 })]"],
  ["a class, its fields and its methods", "class Box { size = 1; grow(by) { return new Box().size + this.size + by } } return new Box().grow(3)"],
  ["a function expression that calls itself", "const fold = function again(left) { return left ? again(left - 1) + 1 : 0 }; return fold(3)"],
  ["assignments that take apart", "let first, second; ({ size: first, other: second = 4 } = { size: 3 }); return [first, second]"],
  ["a global beside short names", "const e = 1, t = [2]; return Math.max(e, ...t, JSON.parse('3'))"],
])("%s mean the same with short names", (_, code) => {
  const plans: Record<string, string>[] = [{}, { depth: "e", outer: "e", inner: "e", size: "e", by: "e" }];
  for (const names of plans) shortened(code, ["size", "grow"], names);
});

/** Tells in which order a list of these names stands. */
function order(code: string, names: string[]): string {
  const script = read(code, []);
  const at = `:{${[...names].sort().join()}}`.slice(1);
  assign(script, planOf({ orders: { [at]: names } }));
  return write(script);
}

test("functions stand in the order of the plan", () => {
  const text = order("function first() { return 1 } function later(by) { return by + first() } globalThis.out = later(1)", ["later", "first"]);

  expect(text).toMatch(/^ ?function \w\(\w\).*function \w\(\) .*globalThis/);
});

test.each([
  ["one that calls another", "var make = (by) => [by], list = make(3), size = list.length; globalThis.out = size", ["size", "list", "make"]],
  ["one that comes to another through a function", "function count() { return limit.most } var limit = { most: 7 }, found = count(); globalThis.out = found", ["found", "limit"]],
  ["two that both do something", "var said = [], one = said.push(1), two = said.push(2); globalThis.out = said.join()", ["two", "one", "said"]],
])("%s stays behind it", (_, code, names) => {
  const run = (text: string): unknown => ((0, eval)(`(()=>{${text}})()`), (globalThis as { out?: unknown }).out);
  expect(run(order(code, names))).toBe(run(code));
});

test("whatever is chosen, a script means the same", () => {
  const code = `
    class Box { constructor(wide) { this.wide = wide } get area() { return this.wide * 2 } grow(by) { return new Box(this.wide + by) } }
    function twice(by) { return by * 2 } function half(by) { return by / 2 }
    const point = { across: 1, down: twice(2), label: "x" }, { across, down = 4 } = point, none = null, seen = new Set();
    const kind = (value) => { if (typeof value === "string") return "text" === value ? 1 : 2; return value < 3 && null !== none ? 3 : value >= across ? 4 : 5 };
    for (let i = 0, most = 3; i < most; i++) seen.add(kind(i));
    return [new Box(2).grow(3).area, half(down), kind("text"), kind("other"), ...seen, Object.keys(point).length]`;
  const expected = (0, eval)(`(()=>{${code}})()`) as unknown;
  let seed = 1;
  const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const script = read(code, ["wide", "area", "grow", "across", "down"]);
  expect(script.turns.length).toBeGreaterThan(4);
  expect(script.lists.length).toBeGreaterThan(4);
  for (let round = 0; round < 200; round++) {
    const short = (): string => SHORT[Math.floor(random() * 20)]!;
    const named = Object.fromEntries(["wide", "area", "grow", "across", "down", "point", "seen", "kind", "i", "most", "by", "value", "twice", "half", "Box", "none"].map((name) => [name, short()]));
    const orders = Object.fromEntries((script.lists as { at: string; items: { name: string }[] }[]).map(({ at, items }) => [at, items.map(({ name }) => name).sort(() => random() - 0.5)]));
    assign(script, planOf({ names: named, keys: named, orders, turned: script.turns.filter(() => random() < 0.5).map(({ at }) => at) }));
    const text = write(script);
    expect((0, eval)(`(()=>{${text}})()`), text).toEqual(expected);
  }
});

test("a plan that is kept gives the same text again", () => {
  const code = "function near(left, right) { const { length } = left; return length === right ? left : right } function far(by) { return near([by], 1) } globalThis.out = far(2)";
  const script = read(code, []);
  assign(script, planOf({ names: { left: "x", right: "y", length: "z" }, orders: { "{far,near}": ["far", "near"] }, turned: ["near|length === right"] }));
  const text = write(script);
  const again = read(code, []);
  assign(again, planOf(JSON.parse(kept(script)) as object));

  expect(text).toContain("===z");
  expect(write(again)).toBe(text);
});
