/** Tells the connection when trying is worth while: the page is looked at again, the network is back, the page was brought back. */

import type { Feature } from "../feature";

export const visibility: Feature = {
  install({ on, wake, sleep }) {
    on(document, "visibilitychange", () => document.hidden || wake());
    on(window, "online", wake);
    // A page with an open socket is not kept for Back; without one it comes back as it was, and resumes.
    on(window, "pagehide", sleep);
    on(window, "pageshow", (event) => (event as PageTransitionEvent).persisted && wake());
  },
};
