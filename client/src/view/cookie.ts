/** A socket cannot set a cookie: what a reply brings is traded for one by a request, one after the other, also while the page goes. */

import type { Ticket } from "../messages";

let last: Promise<unknown> = Promise.resolve();

/** Trades a ticket; over when the browser has the cookie, or cannot get it. */
export const trade = ([url, body]: Ticket): Promise<unknown> =>
  (last = last.then(() => fetch(url, { method: "POST", body, keepalive: true })).catch(() => {}));
