import { expect, test } from "vitest";

import shared from "../../../tests/wire/literals.json";
import { carried } from "../../src/dom/fields";
import { given } from "../../src/events/given";
import type { Params } from "../../src/types";

const NAMES = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];

/** What the browser knows of what a handler is told. */
function told(call: string, params: Params = {}, types: Record<string, string> = {}): Params | undefined {
  const handler = call.split("(")[0]!.trim();
  document.body.innerHTML = `<script data-session="x" type="text/plain"></script>`;
  document.body.querySelector("script")!.dataset.handlers = JSON.stringify({ [handler]: { p: NAMES } });
  const element = document.body;
  return given({ element, target: element, kind: "click", handler, call: call.trim(), params, types, carried: carried([]) });
}
const byName = (args: readonly unknown[]): object => Object.fromEntries(args.map((value, index) => [NAMES[index], value]));

test.each(shared.calls as [string, string, unknown[]][])("%s is what the server reads, or left to it", (call, _, args) => {
  expect([undefined, byName(args)]).toContainEqual(told(call));
});

test.each(["save", " save ( ) ", "pick(1, 'a', true, null)", "pick(True, FALSE, None, NULL)", `pick( -2.5 ,"b" )`, "pick('None, (1)', \"it's\", 'true')", "größe(\n  1,\n  2\n)"])(
  "%j is read",
  (call) => expect(told(call)).toBeDefined(),
);

test.each(["fn(", "fn(1", "fn(1 2)", "fn(1,)", "fn(,1)", "fn(x)", "fn('a)", "fn(1)(2)", "fn() now", "fn(nul)", "fn('a' 'b')", "fn('a\\nb')", "fn(9007199254740993)", "fn(.5)"])(
  "%j is not",
  (call) => expect(told(call)).toBeUndefined(),
);

test.each(shared.values as [string, string, unknown][])("of type %s, %j is what the server reads, or left to it", (type, text, value) => {
  expect([undefined, { n: value, x: 1 }]).toContainEqual(told("f", { n: text, x: 1 }, { n: type }));
});

test("whole numbers and booleans are read", () => {
  expect(told("f('p')", { n: " 7 ", on: "", a: "x" }, { n: "int", on: "bool" })).toEqual({ n: 7, on: true, a: "p" });
  expect(told("f", { n: "5x" }, { n: "int" })).toBeUndefined();
  expect(told("f", { n: "9007199254740993" }, { n: "int" })).toBeUndefined();
});

test("arguments that the handler has no parameters for are nobody's", () => {
  document.body.innerHTML = "";
  const element = document.body;

  expect(given({ element, target: element, kind: "click", handler: "f", call: "f(1)", params: { a: 2 }, carried: carried([]) })).toEqual({ a: 2 });
});
