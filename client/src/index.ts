/** The client as it is shipped: the core, what the decorators ask of the browser, and all of the browser's global `djust`. */

import { features } from "./features";
import { launch } from "./start";
import type { Live } from "./start";
import type { Hooks } from "./hooks/hook";
import { createStore } from "./state/store";
import type { SharedState } from "./state/store";
import { call } from "./view/call";
import { outcomes } from "./view/outcomes";
import type { Outcomes } from "./view/outcomes";

/** The browser's global. */
export interface Djust extends Live {
  /** Calls a server function of a view, such as `"app.View"`; nothing is rendered. */
  readonly call: typeof call;
  /** What handlers publish and scripts share on this page; and its other name. */
  readonly state: SharedState;
  readonly stateBus: SharedState;
  /** Outcomes that `@cache` shows again; `clear()` forgets all, or those of one handler. */
  readonly cache: Pick<Outcomes, "clear">;
  /** What stands behind `dj-hook="Name"`, by name; may be there before this script, or come later. */
  hooks?: Hooks;
}

const store = createStore();
const { shared } = store;
const earlier = outcomes();
const { clear } = earlier;
const page = globalThis as { djust?: Pick<Djust, "hooks"> };
const { hooks = {} } = page.djust ?? {};
launch(features(store, earlier, () => page.djust?.hooks ?? hooks), { hooks, call, state: shared, stateBus: shared, cache: { clear } } satisfies Omit<Djust, keyof Live>);
