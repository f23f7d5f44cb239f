/** `dj-text`, `dj-show`, `dj-class`: elements that follow the client's state, by a script that pages load which have some (`extra.ts`). */

import { attribute, beneath, classes, label, paintWith } from "../dom/marks";
import type { Feature } from "../feature";
import type { bind } from "../state/bindings";
import type { Store } from "../state/store";

export const bindings = ({ shared: { get, subscribe } }: Store): Feature => ({
  install({ signal }) {
    (globalThis as { djustBindings?: typeof bind }).djustBindings?.(get, subscribe, [attribute, classes, label, paintWith, beneath], signal);
  },
});
