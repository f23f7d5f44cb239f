/** A page that never became live: as a rule the server speaks no WebSocket, and nothing else in the page says so. */

import { report } from "../errors";

/** A server that is just being started has as long before somebody is told. */
const PATIENCE = 2000;

/**
 * Tells once, when a page has lost what it never had, and has no other way to its server.
 *
 * @param url Where the page tries to connect.
 * @param hasAnother Whether the page can speak over HTTP as well.
 */
export function unreachable(document: Document, url: () => string | undefined, hasAnother: () => boolean, patience = PATIENCE): void {
  const ended = new AbortController();
  const { signal } = ended;
  let timer: ReturnType<typeof setTimeout> | undefined;
  document.addEventListener(
    "djust:connected",
    () => {
      clearTimeout(timer);
      ended.abort();
    },
    { signal },
  );
  document.addEventListener(
    "djust:disconnected",
    () => {
      timer ??= setTimeout(() => {
        if (hasAnother()) return;
        const detail = `No WebSocket at ${url() ?? "?"}; the terminal of the server and its log show what came of the request.`;
        report("connection.impossible", "This page never became live.", "server", detail);
        // It came up in the end: what was told is out of date.
        document.addEventListener("djust:connected", () => document.querySelector("djust-overlay")?.remove(), { once: true });
      }, patience);
    },
    { signal },
  );
}
