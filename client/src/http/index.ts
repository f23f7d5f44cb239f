/**
 * What a page loads only when it cannot get a WebSocket: takes the connection over when the server answers over HTTP, remembers that for
 * this tab, and gives it back when a WebSocket opens again.
 */

import type { Dial } from "../connection/connection";
import { remember } from "../connection/memory";
import { line } from "./line";

/** How long a page that had a connection tries to get it back before another way is looked for, and until it is looked for again. */
const PATIENCE = 3000;
const AGAIN = 10_000;
/** Between two attempts to get a WebSocket. */
const RETRY = 30_000;

let hasBegun = false;

/**
 * Begins to look after the connection. (Arguments by their place: the two files are built apart, and their own names with them.)
 *
 * @param configuration The configuration element.
 * @param connected Whether the page has a connection.
 * @param use From now on connections are made like this; at once.
 * @param dial How the page makes them by itself.
 */
export function offer(configuration: HTMLElement, connected: () => boolean, use: (dial: Dial) => void, dial: Dial): void {
  if (hasBegun) return;
  hasBegun = true;
  const base = `${configuration.dataset.prefix || "/djust/"}live/`;
  let isTaken = false;
  let looking: ReturnType<typeof setTimeout>;
  let retrying: ReturnType<typeof setInterval>;

  function look(wait: number): void {
    clearTimeout(looking);
    looking = setTimeout(() => void takeOver(), wait);
  }

  async function takeOver(): Promise<void> {
    if (isTaken || connected()) return;
    const probe = await fetch(base).catch(() => Response.error());
    if (!probe.ok) return look(AGAIN);
    if (isTaken || connected()) return;
    isTaken = true;
    remember(true);
    use(() => {
      const made = line(base, configuration);
      // Under DEBUG the panel hears it (debug/wire.ts).
      return (globalThis as { djustTap?: (line: typeof made, name: string) => typeof made }).djustTap?.(made, `${base} over HTTP`) ?? made;
    });
    retrying = setInterval(retry, RETRY);
  }

  function retry(): void {
    if (document.hidden || !isTaken) return;
    const socket = dial();
    socket.onopen = () => {
      // Nobody joins on this one: it has shown that the way is free.
      socket.close();
      if (!isTaken) return;
      clearInterval(retrying);
      isTaken = false;
      remember(false);
      use(dial);
    };
  }

  addEventListener("online", retry);
  document.addEventListener("djust:disconnected", () => look(PATIENCE));
  look(0);
}
