/** The DOM engine without a server, for tests that drive it from outside: a global `harness`. */

import { Page } from "./index";
import type { Carried } from "./fields";
import { carried, settle } from "./fields";
import { morphWith } from "./morph";
import type { Op, Path } from "../messages";

const page = new Page(document);

const driver = {
  /** Finds the parts of the page as it stands. Returns the paths of what is broken. */
  load: (marks?: number): Path[] => page.load(marks),
  /** Applies operations as the answer to an event that left just now; `null` as a frame that nobody asked for. */
  apply: (ops: readonly Op[], answered: readonly Carried[] | null = [carried([])]): Path[] => page.apply(ops, answered),
  replaceAll: (html: string): Path[] => page.replaceAll(html, [carried([])]),
  carried: (...fields: Element[]): Carried => carried(fields),
  settle,
};

Object.assign(globalThis, { harness: driver, djustMorph1: morphWith });
