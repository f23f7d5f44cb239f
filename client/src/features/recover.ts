/**
 * `dj-auto-recover` on a form: where the page had to join anew, and the server knows nothing of what was chosen and typed before, the last change of
 * that form is told to its `dj-change` handler once more.
 */

import type { Feature } from "../feature";

const MARK = "[dj-auto-recover]";

export const recover: Feature = {
  install({ on }) {
    const last = new WeakMap<Element, EventTarget>();

    on(
      document,
      "change",
      ({ target }) => {
        const form = (target as Element).closest(MARK);
        if (form) last.set(form, target!);
      },
      true,
    );
    on(document, "djust:connected", (event) => {
      if (!(event as CustomEvent).detail.fresh) return;
      for (const form of document.querySelectorAll(MARK)) {
        const field = last.get(form) as Node | undefined;
        if (field) (form.contains(field) ? field : form).dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  },
};
