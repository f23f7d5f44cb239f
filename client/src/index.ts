/** The client as it is shipped: the core, what the decorators ask of the browser, and all of the browser's global `djust`. */

import { features } from "./features";
import { launch } from "./start";
import type { Live } from "./start";
import { createStore } from "./state/store";
import type { SharedState } from "./state/store";
import { call } from "./view/call";

/** The browser's global. */
export interface Djust extends Live {
  /** Calls a server function of a view, such as `"app.View"`; nothing is rendered. */
  readonly call: typeof call;
  /** What handlers publish and scripts share on this page; and its other name. */
  readonly state: SharedState;
  readonly stateBus: SharedState;
}

const store = createStore();
const { shared } = store;
launch(() => features(store), { call, state: shared, stateBus: shared } satisfies Omit<Djust, keyof Live>);
