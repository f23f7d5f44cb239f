/**
 * What follows the client's state without a handler: `dj-text="name"`, `dj-show="tab == 'home'"`, `dj-class="active: tab == 'home', wide: n > 3"`.
 * All of it is painted over the server's page, which an update changes below.
 */

import { attribute, beneath, classes, label, paintWith } from "../dom/marks";
import type { Feature } from "../feature";
import { reading } from "../state/attribute";
import { holds, parseClasses, parseExpression, print } from "../state/expression";
import type { Store } from "../state/store";

const CSS = "[dj-show][hidden]{display:none!important}";

export function bindings({ shared: { get, subscribe } }: Store): Feature {
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

  const repaint = (): void => beneath(() => {});

  return {
    install({ style, signal }) {
      style(CSS);
      paintWith(paint, signal);
      subscribe(null, repaint);
      repaint();
    },
  };
}
