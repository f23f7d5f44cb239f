/**
 * What a page loads only when it has elements with `dj-hook="Name"`: finds them, and tells the author's objects of `djust.hooks` what becomes
 * of them.
 */

import type { Json } from "../messages";
import type { Hook, Hooks, Mounted, Push } from "./hook";

type Heard = readonly [name: string, hear: (payload: Json) => void];

/**
 * Takes the page's hooks over. (Arguments and results by their place: the two files are built apart, and their own names with them.)
 *
 * @param hooks What authors have defined by now.
 * @param push Sends an event.
 * @param complain Says what is wrong with an element's hook.
 * @returns To be called after each update of the page, and when the connection is lost or back.
 */
export function start(hooks: () => Hooks, push: Push, complain: (message: string, element: Element) => void): [updated: () => void, lost: () => void, back: () => void] {
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

  function mount(element: Element, name: string): void {
    const known = hooks();
    const made = Object.hasOwn(known, name) && known[name];
    if (!made) {
      // Scripts that come later may define it.
      if (document.readyState === "complete" && !unknown.has(name))
        complain(`dj-hook="${name}": djust.hooks has ${Object.keys(known).join(", ") || "nothing"}.`, element);
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
  if (document.readyState !== "complete") addEventListener("load", updated, { once: true });
  return [updated, all("disconnected"), all("reconnected")];
}
