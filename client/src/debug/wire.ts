/**
 * Stands between the page and its connection: hears what goes up and comes down, and can be a bad line. Loaded before the client, so that its
 * first socket is heard, too. Sockets of others are not touched.
 */

import type { Socket } from "../connection/connection";

/** Who is told. */
export interface Listener {
  up(text: string): void;
  /** `deliver` hands the text to the page, which has dealt with it when that returns. */
  down(text: string, deliver: () => void): void;
  opening(url: string): void;
  opened(): void;
  closed(code: number, clean: boolean): void;
}

/** How bad the line is. */
export interface Trouble {
  /** Milliseconds more, there and back. */
  delay: number;
  /** What the server says gets lost. */
  deaf: boolean;
}

/** What is wrapped: the browser's `WebSocket`, and by its own request the line over HTTP (`http/index.ts`). */
interface Scope {
  WebSocket: typeof WebSocket;
  djustTap?: (line: Socket, name: string) => Socket;
}

/** Wraps the page's connections from now on; `isOurs` tells the sockets of live pages. */
export function tap(scope: Scope, isOurs: (url: string) => boolean, listener: Listener): Trouble {
  const trouble: Trouble = { delay: 0, deaf: false };
  scope.WebSocket = new Proxy(scope.WebSocket, {
    construct(target, given, newTarget) {
      const socket = Reflect.construct(target, given, newTarget) as WebSocket;
      return isOurs(socket.url) ? heard(socket, socket.url, trouble, listener) : socket;
    },
  });
  scope.djustTap = (line, name) => heard(line, name, trouble, listener);
  return trouble;
}

/** Does things later, in their order; at once where there is nothing to wait for. */
export function lane(delay: () => number): (act: () => void) => void {
  let last = 0;
  const waiting: (() => void)[] = [];
  return (act) => {
    const wait = delay();
    if (!wait && !waiting[0]) return act();
    last = Math.max(last, performance.now() + wait);
    waiting.push(act);
    // Timers count whole milliseconds, so two of one moment may change places: each takes what is first.
    setTimeout(() => waiting.shift()!(), last - performance.now());
  };
}

/** The socket as the page is to see it: what the client needs of one, and no more. */
function heard(socket: Socket, name: string, trouble: Trouble, listener: Listener): Socket {
  const half = (): number => trouble.delay / 2;
  const up = lane(half);
  const down = lane(half);
  const page: Socket = {
    onopen: null,
    onmessage: null,
    onclose: null,
    send(text) {
      listener.up(text as string);
      up(() => socket.send(text));
    },
    close() {
      // What is still on the way to it comes too late.
      page.onmessage = null;
      socket.close();
    },
  };
  listener.opening(name);
  socket.onopen = (event) => {
    listener.opened();
    page.onopen?.call(socket as WebSocket, event);
  };
  socket.onmessage = (event) => {
    if (!trouble.deaf) down(() => page.onmessage && listener.down(event.data as string, () => page.onmessage?.call(socket as WebSocket, event)));
  };
  socket.onclose = (event) => {
    listener.closed(event.code, event.wasClean);
    page.onclose?.call(socket as WebSocket, event);
  };
  return page;
}
