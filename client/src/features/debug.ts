/** Under DEBUG: brings the developers' half of the client (`debug/`), which production never loads. */

import { claim } from "../dom/marks";
import type { Feature } from "../feature";

export const debug: Feature = {
  install() {
    const ours = document.querySelector<HTMLScriptElement>("script[data-debug]");
    if (!ours) return;
    const script = claim(document.createElement("script"));
    script.src = ours.src.replace(".js", "-debug.js");
    script.nonce = ours.nonce!;
    document.head.append(script);
  },
};
