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

export function bindings({ get, follow }: Store): Feature {
  const expression = reading(parseExpression);
  const conditions = reading(parseClasses);

  function paint(): void {
    for (const element of document.querySelectorAll("[dj-text]")) {
      const value = expression(element, "dj-text")?.(get);
      // Until something is said, what the server wrote stands.
      if (value !== undefined) label(element, print(value));
    }
    for (const element of document.querySelectorAll("[dj-show]")) {
      const found = expression(element, "dj-show");
      if (found) attribute(element, "hidden", holds(found(get)) ? null : "");
    }
    for (const element of document.querySelectorAll("[dj-class]"))
      for (const [names, condition] of conditions(element, "dj-class") ?? []) classes(element, names, holds(condition(get)));
  }

  const repaint = (): void => beneath(() => {});

  return {
    install({ style, signal }) {
      style(CSS);
      paintWith(paint, signal);
      follow(repaint);
      repaint();
    },
  };
}
