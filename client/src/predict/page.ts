/** The predictions of one page: what its state was when the server last said, and what pending actions make of it one after the other. */

import type { Json, Op } from "../messages";
import { show } from "./parts";
import type { Entry } from "./parts";
import { run } from "./program";
import type { Program } from "./program";
import { readState, update } from "./state";

/** Runs a program with these parameters; gives what is to be drawn when all of a pass have been asked (view/predictions.ts). */
type Foresee = (program: Json, given: Readonly<Record<string, Json>>, pass: object) => () => readonly Op[];

/** What a page needs; the second takes in what the server says of the state. */
export type Predictor = readonly [foresee: Foresee, learn: (state: readonly Json[]) => void];

export function predictor(slots: readonly Json[], parts: readonly Json[]): Predictor {
  const confirmed = readState(slots);
  let latest = confirmed;
  let current: object;
  return [
    (program, given, pass) => {
      const before = pass === current ? latest : confirmed;
      // Behind the slots stand variables of another handler.
      const after = run(program as unknown as Program, before.slice(0, slots.length), given);
      current = pass;
      latest = after;
      // Only the last one knows what all of them made of the page.
      return () => (latest === after ? show(parts as unknown as Entry[], confirmed, after) : []);
    },
    (said) => update(confirmed, said),
  ];
}
