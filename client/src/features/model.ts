/** `dj-model="title"`: the view's attribute follows the field; `.lazy` when it is done, `.debounce-300` when typing pauses. */

import { carried } from "../dom/fields";
import { attempt } from "../errors";
import { fieldValue, isField } from "../events/payload";
import type { Feature } from "../feature";

/** What the server knows it by; no method can have this name. */
const HANDLER = "dj-model";
const NAME = /^dj-model(\.lazy)?(?:\.debounce-(\d+))?$/;

export const model: Feature = {
  install({ perform, on }) {
    function follow({ target: element, type }: Event): void {
      if (!isField(element)) return;
      for (const attribute of element.getAttributeNames()) {
        const [found, lazy, wait] = NAME.exec(attribute) ?? [];
        const kind = lazy || /box|radio|file|select/.test(element.type) ? "change" : "input";
        if (!found || kind !== type) continue;
        attempt(element, () => {
          const params = { [element.getAttribute(attribute)!]: fieldValue(element) };
          perform({ element, target: element, kind, handler: HANDLER, params, carried: carried([element]), wait });
        });
      }
    }
    // Before the handlers of the same event, which may read what was just set.
    for (const type of ["input", "change"]) on(document, type, follow, true);
  },
};
