import { expect, test } from "vitest";

import { assign, planOf, read, write } from "../scripts/shorten.js";

/** Runs a script that ends with an expression, as it is and with short names. */
function shortened(code: string, properties: string[] = [], names: Record<string, string> = {}): { text: string; result: unknown } {
  const script = read(code, properties);
  assign(script, planOf(names));
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

  expect(text).toContain("{ q: 1, r: 2 }");
  expect(text).toContain("{ q, r = 5 }");
});

test("a property that others read keeps its spelling", () => {
  const { text } = shortened("const value = 1; const { length } = 'four'; return { value, length }", [], { value: "v", length: "l" });

  expect(text).toContain("{ value:v, length:l }");
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

test("functions stand in the order of the plan, before the rest", () => {
  const script = read("const start = later(1); function first() { return 1 } function later(by) { return by + first() } globalThis.out = start", []);
  assign(script, new Map());

  expect(write(script, ["later", "first"])).toMatch(/^ ?function \w\(\w\).* ?function \w\(\) .*const/);
});
