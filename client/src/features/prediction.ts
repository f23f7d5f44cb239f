/**
 * `@optimistic`: what an action will do to the page is drawn at once, by a program made of its handler and from what the page shows of the state. What
 * runs it is in a file of its own (`predictor.ts`), which pages load that have such handlers.
 */

import { brief, predicted } from "../config";
import { trace } from "../errors";
import { given } from "../events/given";
import type { Feature } from "../feature";
import type { Predictor, predictor } from "../predict/page";
import type { Show } from "../view/predictions";

export function prediction(show: Show): Feature {
  let page: Predictor | undefined;

  function install(): void {
    const { s, p } = predicted();
    page = s && (globalThis as { djustPredictor?: typeof predictor }).djustPredictor?.(s, p!);
  }

  return {
    install,
    begin(action) {
      const { o } = brief(action.handler);
      const params = o && page && given(action);
      if (!params) return;
      trace(action, "predicted");
      show(action, (pass) => page?.[0](o, params, pass));
    },
    received({ state, html }) {
      // Another page brings its own.
      if (html) install();
      else if (state) page?.[1](state);
    },
  };
}
