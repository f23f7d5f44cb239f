import { expect, test } from "vitest";

import { holds, parseClasses, parseExpression, print } from "../../src/state/expression";

const STATE: Record<string, unknown> = {
  tab: "home",
  n: 5,
  digits: "5",
  zero: 0,
  empty: "",
  yes: true,
  no: false,
  nothing: null,
  none_yet: undefined,
  list: ["a", "b"],
  bare: [],
  user: { name: "Ann", tags: ["x"] },
  größe: 3,
};
const value = (source: string): unknown => parseExpression(source)((name) => STATE[name]);

test.each([
  ["tab", "home"],
  [" n ", 5],
  ["'it\\'s'", "it's"],
  ['"a, b: c)"', "a, b: c)"],
  ["-1.5", -1.5],
  ["user.name", "Ann"],
  ["user.tags.length", 1],
  ["user.missing.more", undefined],
  ["nothing.more", undefined],
  ["missing", undefined],
  ["größe", 3],
  ["none", null],
  ["None", null],
  ["True", true],
  ["tab or 'x'", "home"],
  ["empty or 'x'", "x"],
  ["n && tab", "home"],
])("%s is a value", (source, expected) => expect(value(source)).toEqual(expected));

test.each([
  "tab == 'home'",
  "tab=='home'",
  "tab != 'other'",
  "n == 5",
  "n == digits",
  "n > 3 and n >= 5 and n < 6 and n <= 5",
  "-1 < zero",
  "yes == true",
  "not no",
  "!no && !zero && !empty && !nothing && !missing && !bare",
  "not (n > 3 and tab == 'x')",
  "no or yes and yes",
  "no || (yes && yes)",
  "not no and yes",
  "not not yes",
  "list and user",
  "nothing == empty",
  "missing == nothing",
  "user.name == 'Ann' or missing.x",
  "not tab == 'x'",
])("%s holds", (source) => expect(holds(value(source))).toBe(true));

test.each(["tab == 'x'", "n < 3", "missing", "not yes", "yes and no", "bare", "no or zero", "missing > 1", "not (yes)"])("%s does not hold", (source) =>
  expect(holds(value(source))).toBe(false),
);

test.each([
  "",
  " ",
  "tab ==",
  "== tab",
  "tab = 'x'",
  "(tab",
  "tab)",
  "'open",
  "a b",
  "a, b",
  "fn()",
  "a[0]",
  ".a",
  "a + b",
  "a ? b : c",
  "a => b",
  "`x`",
  "not",
  "and",
  "a; b",
  "n -1",
])("%j is malformed", (source) => expect(() => parseExpression(source)).toThrow());

test("no text leads to what objects inherit, or to code", () => {
  for (const source of ["tab.constructor", "user.__proto__", "list.map", "user.toString", "n.toFixed", "constructor", "__proto__.x", "user.name.constructor.constructor"])
    expect(value(source)).toBe(source === "constructor" ? STATE.constructor : undefined);
});

test("values print as a person reads them", () => {
  expect([null, undefined, 0, 1.5, true, "a", [1, "b"], { a: 1 }].map(print)).toEqual(["", "", "0", "1.5", "true", "a", '[1,"b"]', '{"a":1}']);
});

test("classes stand before their conditions", () => {
  const read = (source: string): unknown => parseClasses(source).map(([names, condition]) => [names.trim(), holds(condition((name) => STATE[name]))]);

  expect(read("active: tab == 'home'")).toEqual([["active", true]]);
  expect(read(" active:tab=='x' , is-wide : n > 3")).toEqual([["active", false], ["is-wide", true]]);
  expect(read("'md:flex p-2': yes, a: tab == 'a, b: c'")).toEqual([["md:flex p-2", true], ["a", false]]);
  for (const source of ["", "active", "active:", ": yes", "a: yes,", "a: yes b: no", "a: yes, b", "'a: yes", "a: 'b", "a: (b, c)"]) expect(() => parseClasses(source)).toThrow();
});
