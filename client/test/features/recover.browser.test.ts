import { afterEach, beforeEach, expect, test } from "vitest";

import { announce } from "../../src/errors";
import { recover } from "../../src/hooks/recover";
import { $, Stage, show } from "./stage";

let stage: Stage;
let changed: EventTarget[];

beforeEach(() => {
  show(`<form dj-auto-recover><input name="a"><input name="b"></form><form><input name="c"></form>`);
  stage = new Stage([]);
  recover(stage.host.signal);
  for (const name of ["a", "b", "c"]) $(`[name=${name}]`).dispatchEvent(new Event("change", { bubbles: true }));
  changed = [];
  stage.host.on(document, "change", ({ target }) => changed.push(target!));
});

afterEach(() => stage.stop());

test("after a fresh join the last change of a form that asks for it is told again", () => {
  announce("connected", { fresh: true });

  expect(changed).toEqual([$("[name=b]")]);
});

test("a page that goes on tells nothing again", () => {
  announce("connected", { fresh: false });

  expect(changed).toEqual([]);
});

test("a field that is gone leaves its change to the form", () => {
  $("[name=b]").remove();
  announce("connected", { fresh: true });

  expect(changed).toEqual([$("form")]);
});

test("a form in which nothing was changed tells nothing", () => {
  show(`<form dj-auto-recover><input name="new"></form>`);
  announce("connected", { fresh: true });

  expect(changed).toEqual([]);
});
