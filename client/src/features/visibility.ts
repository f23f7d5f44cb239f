/** Tells the connection when trying is worth while: the page is looked at again, the network is back, the page was brought back. */

import type { Feature } from "../feature";

export const visibility: Feature = {
  install({ document, wake, sleep, signal }) {
    document.addEventListener("visibilitychange", () => document.hidden || wake(), { signal });
    addEventListener("online", wake, { signal });
    // A page with an open socket is not kept for Back; without one it comes back as it was, and resumes.
    addEventListener("pagehide", sleep, { signal });
    addEventListener("pageshow", (event) => event.persisted && wake(), { signal });
  },
};
