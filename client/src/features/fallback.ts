/**
 * Where a WebSocket cannot be had (a proxy that blocks it, a site on WSGI) the page speaks over HTTP. What that takes is in a file of its own,
 * `http/`, which pages load only then: when the first attempt failed, or after three seconds without a connection.
 */

import type { Feature } from "../feature";
import type { takeOver } from "../http";
import { remembered } from "../connection/memory";

const PATIENCE = 3000;
const AGAIN = 10_000;

export const fallback: Feature = {
  install({ signal, on, connected, use, dial }) {
    const configuration = document.querySelector<HTMLElement>("script[data-http]");
    if (!configuration) return;
    const { http, prefix } = configuration.dataset;
    let hasBeen = false;
    let timer: ReturnType<typeof setTimeout>;

    function later(wait: number): void {
      clearTimeout(timer);
      timer = setTimeout(() => void attempt(), wait);
    }
    async function attempt(): Promise<void> {
      const taken = await import(http!)
        // By its name in the other file, which is built apart.
        .then((module) => (module["takeOver"] as typeof takeOver)(`${prefix || "/djust/"}live/`, configuration!, connected, use, dial))
        .catch(() => {});
      if (!taken && !connected() && !signal.aborted) later(AGAIN);
    }

    on(document, "djust:connected", () => {
      hasBeen = true;
      clearTimeout(timer);
    });
    on(document, "djust:disconnected", () => later(hasBeen ? PATIENCE : 0));
    later(remembered() ? 0 : PATIENCE);
  },
};
