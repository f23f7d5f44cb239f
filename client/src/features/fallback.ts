/**
 * Where a WebSocket cannot be had (a proxy that blocks it, a site on WSGI) the page speaks over HTTP. What that takes is in a file of its own,
 * `http/`, which pages load only then: when a connection failed, or after three seconds without one.
 */

import { remembered } from "../connection/memory";
import type { Feature } from "../feature";
import type { offer } from "../http";

const PATIENCE = 3000;

export const fallback: Feature = {
  install({ on, connected, use, dial }) {
    const configuration = document.querySelector<HTMLElement>("script[data-http]");
    if (!configuration) return;
    const load = (): unknown =>
      connected() ||
      import(configuration.dataset.http!)
        // By its name in the other file, which is built apart.
        .then((module) => (module["offer"] as typeof offer)(configuration, connected, use, dial))
        .catch(() => {});
    on(document, "djust:disconnected", load);
    setTimeout(load, remembered() ? 0 : PATIENCE);
  },
};
