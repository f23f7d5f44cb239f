import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import type { Json, Op } from "../../src/messages";
import { readState, run, show, update } from "../../src/predict";
import type { Entry, Program, State } from "../../src/predict";
import { evaluate } from "../../src/predict/expressions";
import { rowsOf } from "../../src/predict/values";
import type { Value } from "../../src/predict/values";

interface Case {
  readonly name: string;
  readonly like?: string;
  readonly data: { s: Json[]; p: Entry[] };
  readonly program: Program;
  readonly positional: string[];
  readonly event: [params: Record<string, Json>, args: Json[]];
  readonly ops: Op[];
  readonly after: Json[];
}

const examples = JSON.parse(readFileSync(new URL("../../../tests/wire/prediction.json", import.meta.url), "utf8")) as {
  cases: Case[];
  expressions: [Json, Value][];
  columns: [Json, Value[]][];
  patches: { before: Json[]; state: Json[]; after: Json[] }[];
};

/** A list as rows of fields, whichever way it was packed. */
const plain = (value: Value | undefined): unknown => rowsOf(value)?.map(({ fields }) => fields) ?? value;
const slots = (state: State, count: number): unknown[] => state.slice(0, count).map(plain);
const read = (state: Json[]): unknown[] => slots(readState(state), state.length);

describe("a program draws what the server will", () => {
  for (const example of examples.cases)
    test(example.name, () => {
      const { data, program, positional } = { ...examples.cases.find(({ name }) => name === example.like), ...example };
      const [params, args] = example.event;
      const before = readState(data.s);
      const after = run(program, before, { ...params, ...Object.fromEntries(args.map((value, index) => [positional[index], value])) });

      expect(show(data.p, before, after)).toEqual(example.ops);
      expect(slots(after, data.s.length)).toEqual(read(example.after));
      expect(slots(before, data.s.length)).toEqual(read(data.s));
    });
});

test.each(examples.expressions)("%j is %j", (expression, value) => {
  expect(evaluate(expression, [])).toEqual(value);
});

test.each([
  [["//", 9007199254740990, 9007199254740991], 0],
  [["//", -1, 9007199254740991], -1],
  [["//", -9007199254740991, 2], -4503599627370496],
  [["//", 9007199254740989, -4503599627370495], -2],
  [["+", 9007199254740990, 1], 9007199254740991],
  [["+", -9007199254740991, -1], []],
] as [Json, Value][])("whole numbers up to the last: %j is %j", (expression, value) => {
  expect(evaluate(expression, [])).toEqual(value);
});

test.each(examples.columns)("the column %j", (packed, values) => {
  expect(read([{ c: [packed] }])).toEqual([values.map((value) => [value])]);
});

test.each(examples.patches)("a frame says $state", ({ before, state, after }) => {
  const scope = readState(before);
  update(scope, state);

  expect(slots(scope, before.length)).toEqual(read(after));
});
