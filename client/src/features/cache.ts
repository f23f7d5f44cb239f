/** `@cache`: an action that had an outcome before shows it at once, as a prediction; the server puts it back instead of running the handler. */

import type { Page } from "../dom";
import { trace } from "../errors";
import type { Feature } from "../feature";
import type { Outcomes } from "../view/outcomes";
import type { Show } from "../view/predictions";

export function caching(outcomes: Outcomes, show: Show): Feature {
  let page: Page;
  return {
    install(host) {
      page = host.page;
    },
    begin(action) {
      const outcome = outcomes.find(action);
      if (!outcome) return;
      action.cached = outcome.id;
      trace(action, `cache hit, ${Date.now() - outcome.since} ms old`);
      show(action, () => () => outcome.shown(page.block));
    },
    received({ cache, error, how }, [action]) {
      // Of another page, or of somebody else.
      if (how || error?.code === "login.required") outcomes.clear();
      else if (action && (cache || (error && action.cached))) outcomes.keep(action, cache ?? [0], page.block);
    },
  };
}
