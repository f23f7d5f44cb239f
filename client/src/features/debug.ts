/** Under DEBUG: brings the developers' half of the client (`debug/`), which production never loads. */

import { claim } from "../dom/marks";
import type { Feature } from "../feature";

export const debug: Feature = {
  install({ document, config }) {
    if (!config.debug) return;
    const script = claim(document.createElement("script"));
    script.src = config.debug;
    script.nonce = config.nonce;
    document.head.append(script);
  },
};
