/** `dj-text`, `dj-show`, `dj-class`: elements that follow the client's state. */

import type { Feature } from "../feature";
import { bind } from "../state/bindings";
import type { Store } from "../state/store";

export const bindings = ({ shared }: Store): Feature => ({
  install: ({ signal }) => bind(shared, signal),
});
