/** Every element with an event on its way has `aria-busy="true"` and the class `dj-pending`. */

import { setMark } from "../dom/marks";
import type { Feature } from "../feature";

export const pending: Feature = {
  begin: ({ element }) => setMark(element, "pending", true),
  end: ({ element }) => setMark(element, "pending", false),
};
