/** The client as it is shipped: the core, what the decorators ask of the browser, and all of the browser's global `djust`. */

import { features } from "./features";
import { launch } from "./start";
import type { Live } from "./start";
import { call } from "./view/call";

/** The browser's global. */
export interface Djust extends Live {
  /** Calls a server function of a view, such as `"app.View"`; nothing is rendered. */
  readonly call: typeof call;
}

launch(features, { call } satisfies Omit<Djust, keyof Live>);
