/** Tells the page how long a refused action has to wait: `djust:rate-limited`. */

import { announce } from "../errors";
import type { Feature } from "../feature";

export const limits: Feature = {
  replied({ error }, { handler, element }) {
    if (error?.wait) announce("rate-limited", { wait: error.wait, handler }, element);
  },
};
