/**
 * `dj-auto-recover` on a form: where the page had to join anew, and the server knows nothing of what was chosen and typed before, the last change of
 * that form is told to its `dj-change` handler once more.
 */

const MARK = "[dj-auto-recover]";

/** Begins to listen, until the signal ends it. */
export function recover(signal?: AbortSignal): void {
  const last = new WeakMap<Element, EventTarget>();

  document.addEventListener(
    "change",
    ({ target }) => {
      const form = (target as Element).closest(MARK);
      if (form) last.set(form, target!);
    },
    { capture: true, signal: signal! },
  );
  document.addEventListener(
    "djust:connected",
    (event) => {
      if (!(event as CustomEvent<{ fresh: boolean }>).detail.fresh) return;
      for (const form of document.querySelectorAll(MARK)) {
        const field = last.get(form) as Node | undefined;
        if (field) (form.contains(field) ? field : form).dispatchEvent(new Event("change", { bubbles: true }));
      }
    },
    { signal: signal! },
  );
}
