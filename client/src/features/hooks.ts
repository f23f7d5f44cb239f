/**
 * `dj-hook="Name"`: an element with a script of the author's. What that takes is in a file of its own (`extra.ts`), which pages load that have such
 * elements; here is what it needs of the page.
 */

import { carried } from "../dom/fields";
import type { Feature } from "../feature";
import type { start } from "../hooks";
import type { Hooks } from "../hooks/hook";

export const hooks = (defined: () => Hooks): Feature => ({
  install({ perform }) {
    (globalThis as { djustHooks?: typeof start }).djustHooks?.(defined, (element, handler, params, told) =>
      perform({ element, target: element, kind: "hook", handler, params, carried: carried([]), told }),
    );
  },
  replied: (extras, { told }) => told?.(extras),
  // Over; if that was no answer, none comes in this task.
  end: ({ told }) => void (told && queueMicrotask(told)),
});
