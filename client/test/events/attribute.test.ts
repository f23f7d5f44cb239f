import { describe, expect, test } from "vitest";

import { PageError } from "../../src/errors";
import { parseCall } from "../../src/events/attribute";

describe("an event attribute", () => {
  test.each([
    ["save", "save", []],
    ["  save_all ", "save_all", []],
    ["save()", "save", []],
    ["pick(1, 'a', true, null)", "pick", [1, "a", true, null]],
    ["pick( -2.5 ,\"b\" )", "pick", [-2.5, "b"]],
    ["pick(True, False, None)", "pick", [true, false, null]],
    ["pick('it\\'s', \"say \\\"hi\\\"\", 'a\\\\b', 'two\\nlines')", "pick", ["it's", 'say "hi"', "a\\b", "two\nlines"]],
    ["pick('a, b', ')', '(')", "pick", ["a, b", ")", "("]],
    ["pick('')", "pick", [""]],
    ["größe(1e3)", "größe", [1000]],
    ["pick(9007199254740993)", "pick", ["9007199254740993"]],
    ["pick(\n  1,\n  2\n)", "pick", [1, 2]],
  ])("%s", (source, handler, args) => {
    expect(parseCall(source)).toEqual({ handler, args });
  });

  test.each(["", "1x", "a.b", "fn(", "fn)", "fn(1", "fn(1 2)", "fn(1,)", "fn(x)", "fn([1])", "fn('a)", "a b", "fn(1)(2)", "fn();alert(1)"])(
    "%j is refused",
    (source) => {
      expect(() => parseCall(source)).toThrow(PageError);
      try {
        parseCall(source);
      } catch (error) {
        expect(error).toMatchObject({ told: ["attribute.invalid", source] });
      }
    },
  );
});
