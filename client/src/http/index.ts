/**
 * What a page loads only when it cannot get a WebSocket: takes the connection over when the server answers over HTTP, remembers that for
 * this tab, and gives it back when a WebSocket opens again.
 */

import type { Dial } from "../connection/connection";
import { line } from "./line";
import { remember } from "../connection/memory";

/** Between two attempts to get a WebSocket. */
const RETRY = 30_000;

let isTaken = false;

/**
 * Takes over, if the server answers and the page is still without a connection; says whether it has. (Arguments by their place: the two
 * files are built apart, and their own names with them.)
 *
 * @param base Where lines begin.
 * @param configuration The configuration element.
 * @param connected Whether the page has a connection.
 * @param use From now on connections are made like this; at once.
 * @param dial How the page makes them by itself.
 */
export async function takeOver(base: string, configuration: HTMLElement, connected: () => boolean, use: (dial: Dial) => void, dial: Dial): Promise<boolean> {
  const probe = await fetch(base).catch(() => Response.error());
  if (!probe.ok || isTaken || connected()) return isTaken;
  isTaken = true;
  remember(true);
  use(() => line(base, configuration));

  function retry(): void {
    if (document.hidden) return;
    const socket = dial();
    socket.onopen = () => {
      // Nobody joins on this one: it has shown that the way is free.
      socket.close();
      if (!isTaken) return;
      clearInterval(timer);
      removeEventListener("online", retry);
      isTaken = false;
      remember(false);
      use(dial);
    };
  }
  const timer = setInterval(retry, RETRY);
  addEventListener("online", retry);
  return true;
}
