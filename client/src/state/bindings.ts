/**
 * What follows the client's state without a handler: `dj-text="name"`, `dj-show="tab == 'home'"`, `dj-class="active: tab == 'home', wide: n > 3"`.
 * All of it is painted over the server's page, which an update changes below.
 */

import { attribute, beneath, classes, label, paintWith } from "../dom/marks";
import { reading } from "./attribute";
import { holds, parseClasses, parseExpression, print } from "./expression";
import type { SharedState } from "./store";

/** Paints, now and whenever the state or the page changes, until the signal. */
export function bind({ get, subscribe }: SharedState, signal: AbortSignal): void {
  const texts = reading("dj-text", parseExpression);
  const shows = reading("dj-show", parseExpression);
  const conditions = reading("dj-class", parseClasses);

  function paint(): void {
    texts((element, expression) => {
      const value = expression(get);
      // Until something is said, what the server wrote stands.
      if (value !== undefined) label(element, print(value));
    });
    shows((element, expression) => attribute(element, "hidden", holds(expression(get)) ? null : ""));
    conditions((element, all) => all.forEach(([names, condition]) => classes(element, names, holds(condition(get)))));
  }

  // Under what shows that events are on their way: that comes and goes far more often.
  paintWith(paint, signal, true);
  subscribe(null, () => beneath(() => {}));
}
