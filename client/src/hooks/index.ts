/** `dj-hook="Name"`: finds the elements, and tells the author's objects of `djust.hooks` what becomes of them. */

import { report } from "../errors";
import type { Json } from "../messages";
import type { Params } from "../types";
import type { Hook, Hooks, Mounted, Send } from "./hook";

type Heard = readonly [name: string, hear: (payload: Json) => void];

/**
 * Takes the page's hooks over.
 *
 * @param hooks What authors have defined by now.
 * @param send Sends an event from an element; `told` hears of the reply, or of nothing when there will be none.
 */
export function start(hooks: () => Hooks, send: Send): void {
  const mounted = new Map<Element, [hook: Mounted, observer: MutationObserver, name: string]>();
  const unknown = new Set<string>();

  /** An author's mistake stays in its hook. */
  function tell(hook: Mounted, what: keyof Hook): void {
    try {
      hook[what]?.();
    } catch (error) {
      reportError(error);
    }
  }

  const push = (element: Element, handler: string, params: Params): Promise<Json> =>
    new Promise((resolve, reject) =>
      send(element, handler, params, (told) => {
        const { error, reply = null } = told ?? { error: { code: "uncertain", text: "Nobody knows whether it was done." } };
        if (error) reject(Object.assign(new Error(error.text), { code: error.code }));
        else resolve(reply);
      }),
    );

  function mount(element: Element, name: string): void {
    const known = hooks();
    const made = Object.hasOwn(known, name) && known[name];
    if (!made) {
      // Scripts that come later may define it.
      if (document.readyState === "complete" && !unknown.has(name))
        report("hook.unknown", `dj-hook="${name}": djust.hooks has ${Object.keys(known).join(", ") || "nothing"}.`, "app", "", { element });
      if (document.readyState === "complete") unknown.add(name);
      return;
    }
    const hook = (typeof made === "function" ? new made() : Object.create(made)) as Mounted;
    const ears: Heard[] = [];
    const hear = (event: Event): void => {
      const { name: said, payload } = (event as CustomEvent<{ name: string; payload: Json }>).detail;
      for (const [wanted, ear] of [...ears]) if (wanted === said) ear(payload);
    };
    Object.assign(hook, {
      el: element,
      pushEvent: (handler: string, params = {}) => push(element, handler, params),
      handleEvent(event: string, ear: Heard[1]) {
        if (!ears[0]) document.addEventListener("djust:event", hear);
        const heard: Heard = [event, ear];
        ears.push(heard);
        return () => void (ears.includes(heard) && ears.splice(ears.indexOf(heard), 1));
      },
    });
    // What the hook does itself is delivered later, and goes unheard; what an update does is asked for at its end.
    const observer = new MutationObserver(() => {});
    observer.observe(element, { attributes: true, childList: true, characterData: true, subtree: true });
    mounted.set(element, [hook, observer, name]);
    tell(hook, "mounted");
    leave.set(hook, () => document.removeEventListener("djust:event", hear));
    observer.takeRecords();
  }
  const leave = new WeakMap<Mounted, () => void>();

  function updated(): void {
    for (const [element, [hook, observer, name]] of mounted) {
      const changed = observer.takeRecords()[0];
      if (!element.isConnected || element.getAttribute("dj-hook") !== name) {
        mounted.delete(element);
        observer.disconnect();
        tell(hook, "destroyed");
        leave.get(hook)?.();
      } else if (changed) {
        tell(hook, "updated");
        observer.takeRecords();
      }
    }
    for (const element of document.querySelectorAll("[dj-hook]")) if (!mounted.has(element)) mount(element, element.getAttribute("dj-hook")!);
  }

  const all = (what: keyof Hook) => () => {
    for (const [hook] of mounted.values()) tell(hook, what);
  };
  updated();
  document.addEventListener("djust:updated", updated);
  document.addEventListener("djust:disconnected", all("disconnected"));
  // The first time the hooks have just been mounted.
  let hasBeen = false;
  document.addEventListener("djust:connected", () => {
    if (hasBeen) all("reconnected")();
    hasBeen = true;
  });
  // Deferred scripts and modules of the page come later than the first look, and others perhaps later still.
  if (document.readyState !== "complete") for (const when of ["DOMContentLoaded", "load"]) addEventListener(when, updated, { once: true });
}
