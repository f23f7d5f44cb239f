import { expect, test } from "vitest";

import { lineDiff, shortened } from "../../src/debug/lines";
import { grouped, isRepeated } from "../../src/debug/tabs/queries";
import { reasons } from "../../src/debug/tabs/template";
import { operations } from "../../src/debug/tabs/updates";

test("a diff keeps what stayed, between what went and what came", () => {
  expect(lineDiff("a\nb\nc", "a\nx\nc\nd")).toEqual([[" ", "a"], ["-", "b"], ["+", "x"], [" ", "c"], ["+", "d"]]);
  expect(lineDiff("1", "2")).toEqual([["-", "1"], ["+", "2"]]);
});

test("long stretches that stayed are left out", () => {
  const before = Array.from({ length: 20 }, (_, index) => `line ${index}`).join("\n");

  expect(shortened(lineDiff(before, before.replace("line 10", "other"))).map(([sign, text]) => sign + text)).toEqual([
    " line 8", " line 9", "-line 10", "+other", " line 11", " line 12", " ⋯",
  ]);
});

test("queries of one text are one group; two are a repetition", () => {
  const groups = grouped([["A %s", "1", 1, "", ""], ["B", "", 2, "", ""], ["A %s", "2", 3, "", ""]]);

  expect(groups.map(({ sql, runs, ms }) => [sql, runs.length, ms])).toEqual([["A %s", 2, 4], ["B", 1, 2]]);
  expect(groups.map(isRepeated)).toEqual([true, false]);
});

test("operations read as sentences, with the way to their part", () => {
  const told = operations([[0, "2"], [1, 3, { class: "on" }], [2, 5, [[0, "in"]]], [3, 8, 4, [[1, "row"]]], [5, 7, [[0, 2], [-1, 1], 3], "<li>new</li>", [0, [[0, "moved"]]]], [-1, 6, "<p>"]]);

  expect(told.map(([, path, words]) => `${path} ${words}`)).toEqual([
    '0 text: "2"',
    '1 attributes: {"class":"on"}',
    '2.0 text: "in"',
    '3[4].1 text: "row"',
    '5 rows in a new order: rows 0–1, 1 new, row 3, new: "<li>new</li>"',
    '5[0].0 text: "moved"',
    'document morphs into: "<p>"',
  ]);
});

test("a reason names its part, once", () => {
  const report = `page.html: 2 parts
   0  content of <b>                               reads total
      travels: its text
   1  opaque in <div>                              reads total
      travels: all of its HTML, morphed
      because the name of a tag varies

regions that stepped back to one string:
  <div> because the name of a tag varies`;

  expect(reasons(report)).toEqual(["part 1 opaque in <div>: because the name of a tag varies"]);
  expect(reasons("page.html: one opaque document, morphed as a whole at each change.\n  because it has no body")).toEqual(["because it has no body"]);
});
