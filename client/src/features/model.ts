/** `dj-model="title"`: the view's attribute follows the field; `.lazy` when it is done, `.debounce-300` when typing pauses. */

import { carried } from "../dom/fields";
import { PageError, report } from "../errors";
import { fieldValue, isField } from "../events/payload";
import type { Feature } from "../feature";

/** What the server knows it by; no method can have this name. */
const HANDLER = "dj-model";
const NAME = /^dj-model(?:\.(lazy)|\.debounce-(\d+))?$/;

export const model: Feature = {
  name: "model",
  install({ document, perform, signal }) {
    const follow = (event: Event): void => {
      const element = event.target;
      if (!isField(element)) return;
      for (const attribute of element.getAttributeNames()) {
        const [found, lazy, wait] = NAME.exec(attribute) ?? [];
        const kind = lazy || /^(checkbox|radio|file|select.*)$/.test(element.type) ? "change" : "input";
        if (!found || kind !== event.type) continue;
        try {
          const params = { [element.getAttribute(attribute)!]: fieldValue(element) };
          const base = { element, target: element, kind, handler: HANDLER, params, args: [], carried: carried([element]) };
          perform(wait ? { ...base, wait: Number(wait) } : base);
        } catch (error) {
          if (!(error instanceof PageError)) throw error;
          report(error.code, error.message, "app", error.detail, element);
        }
      }
    };
    // Before the handlers of the same event, which may read what was just set.
    for (const type of ["input", "change"]) document.addEventListener(type, follow, { signal, capture: true });
  },
};
