/**
 * `dj-hook="Name"`: an element with a script of the author's. What that takes is in a file of its own, `hooks/`, which pages load that have such
 * elements; here is what it needs of the page.
 */

import { carried } from "../dom/fields";
import { report } from "../errors";
import type { Feature, Host } from "../feature";
import type { start } from "../hooks";
import type { Hooks, Push } from "../hooks/hook";
import type { Action, Go } from "../types";

export function hooks(defined: () => Hooks): Feature {
  /** Events that scripts pushed, and who waits for what comes of them. */
  const asked = new Map<Action, readonly [resolve: (value: never) => void, reject: (error: Error) => void]>();
  let told: ReturnType<typeof start> | undefined;
  let isLoading = false;
  let perform: Go;

  const push: Push = (element, handler, params) =>
    new Promise((...ends) => {
      const action: Action = { element, target: element, kind: "hook", handler, params, args: [], carried: carried([]) };
      asked.set(action, ends);
      perform(action);
    });

  function failed(action: Action, code = "uncertain", text = code): void {
    asked.get(action)?.[1](Object.assign(new Error(text), { code }));
    asked.delete(action);
  }

  async function updated(): Promise<void> {
    if (told) return told[0]();
    const { hooks: url } = document.querySelector<HTMLElement>("script[data-hooks]")?.dataset ?? {};
    if (isLoading || !url || !document.querySelector("[dj-hook]")) return;
    isLoading = true;
    // By its name in the other file, which is built apart.
    told = ((await import(url))["start"] as typeof start)(defined, push, (message, element) => report("hook.unknown", message, "app", "", element));
  }

  return {
    install(host: Host) {
      ({ perform } = host);
      host.on(document, "djust:disconnected", () => told?.[1]());
      let hasBeen = false;
      host.on(document, "djust:connected", () => {
        if (hasBeen) told?.[2]();
        hasBeen = true;
      });
      void updated();
    },
    updated: () => void updated(),
    replied({ error, reply }, action) {
      const ends = action && asked.get(action);
      if (!ends) return;
      if (error) failed(action, error.code, error.text);
      else ends[0]((reply ?? null) as never);
      asked.delete(action);
    },
    // Over without an answer, unless that comes in the same task.
    end: (action) => void (asked.has(action) && queueMicrotask(() => failed(action))),
  };
}
