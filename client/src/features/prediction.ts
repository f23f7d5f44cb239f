/** `@optimistic`: what an action will do to the page is drawn at once, by a program made of its handler and from what the page shows of the state. */

import { brief, given, predicted } from "../config";
import { trace } from "../errors";
import type { Feature } from "../feature";
import { readState, run, show, update } from "../predict";
import type { Entry, Program, Scope } from "../predict";
import type { Show } from "../view/predictions";

export function prediction(draw: Show): Feature {
  /** The parts that can be drawn, and the state as the server last said it. */
  let parts: readonly Entry[];
  let confirmed: Scope;
  /** What the predictions that are drawn together have made of it so far. */
  let latest: Scope;
  let current: object;

  function install(): void {
    const { s = [], p = [] } = predicted();
    parts = p as unknown as Entry[];
    latest = confirmed = readState(s);
  }

  return {
    install,
    begin(action) {
      const program = brief(action.handler).o as Program | undefined;
      if (!program || !parts.length) return;
      const params = given(action);
      trace(action, "predicted");
      draw(action, (pass) => {
        const after = run(program, pass === current ? latest : confirmed, params);
        current = pass;
        latest = after;
        // Only the last one knows what all of them made of the page.
        return () => (latest === after ? show(parts, confirmed, after) : []);
      });
    },
    received({ state, html }) {
      // Another page brings its own.
      if (html) install();
      else if (state) update(confirmed, state);
    },
  };
}
