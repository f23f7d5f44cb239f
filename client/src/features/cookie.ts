/** A socket cannot set a cookie: what a reply brings is traded for one by a request, one after the other, also while the page goes. */

import type { Feature } from "../feature";
import { navigate } from "../navigate";

let last: Promise<unknown> = Promise.resolve();

export const cookie: Feature = {
  replied({ cookie, to }) {
    if (!cookie) return;
    const [url, body] = cookie;
    last = last.then(() => fetch(url, { method: "POST", body, keepalive: true })).catch(() => {});
    // Over when the browser has the cookie, or cannot get it.
    void last.then(() => to && navigate(to));
  },
};
