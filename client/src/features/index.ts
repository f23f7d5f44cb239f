/** The features, in the one order that counts: an action passes their gates from top to bottom. */

import { pace } from "../events/pace";
import type { PaceOf } from "../events/pace";
import type { Feature } from "../feature";
import type { Hooks } from "../hooks/hook";
import type { Store } from "../state/store";
import type { Outcomes } from "../view/outcomes";
import { predictions } from "../view/predictions";
import { banner } from "./banner";
import { bindings } from "./bindings";
import { busy } from "./busy";
import { caching } from "./cache";
import { confirmation } from "./confirm";
import { cookie } from "./cookie";
import { fallback } from "./fallback";
import { hooks } from "./hooks";
import { limits } from "./limits";
import { model } from "./model";
import { poll } from "./poll";
import { prediction } from "./prediction";
import { clientState } from "./state";
import { timing } from "./timing";
import { visibility } from "./visibility";

/** What every live page is made of. */
export const core = (paceOf: PaceOf): Feature[] => [
  // What decides whether, and when, an action goes.
  confirmation,
  timing(paceOf),
  // What shows that it is on its way.
  busy(),
  // What acts by itself.
  model,
  poll(),
  visibility,
  banner,
];

/** … and what the decorators ask of the browser, behind it: an action that is not held back comes to their gates. */
export const features = (state: Store, earlier: Outcomes, defined: () => Hooks): Feature[] => {
  const over = predictions();
  return [...core(pace), clientState(state), prediction(over.show), caching(earlier, over.show), bindings(state), fallback, hooks(defined), cookie, limits, over];
};
