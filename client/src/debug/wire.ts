/**
 * Stands between the page and its WebSocket: hears what goes up and comes down, and can be a bad line. Loaded before the client, so that its
 * first socket is heard, too. Sockets of others are not touched.
 */

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

/** Wraps the browser's `WebSocket`; `isOurs` tells the sockets of live pages. */
export function tap(scope: { WebSocket: typeof WebSocket }, isOurs: (url: string) => boolean, listener: Listener): Trouble {
  const trouble: Trouble = { delay: 0, deaf: false };
  scope.WebSocket = new Proxy(scope.WebSocket, {
    construct(target, given, newTarget) {
      const socket = Reflect.construct(target, given, newTarget) as WebSocket;
      if (isOurs(socket.url)) listen(socket, trouble, listener);
      return socket;
    },
  });
  return trouble;
}

/** Does things later, in their order; at once where there is nothing to wait for. */
export function lane(delay: () => number): (act: () => void) => void {
  let last = 0;
  let waiting = 0;
  return (act) => {
    const wait = delay();
    if (!wait && !waiting) return act();
    last = Math.max(last, performance.now() + wait);
    waiting++;
    setTimeout(() => {
      waiting--;
      act();
    }, last - performance.now());
  };
}

function listen(socket: WebSocket, trouble: Trouble, listener: Listener): void {
  const half = (): number => trouble.delay / 2;
  const up = lane(half);
  const down = lane(half);
  const send = socket.send.bind(socket);
  let hear: WebSocket["onmessage"] = null;
  listener.opening(socket.url);
  socket.addEventListener("open", () => listener.opened());
  socket.addEventListener("close", ({ code, wasClean }) => listener.closed(code, wasClean));
  socket.addEventListener("message", (event) => {
    if (trouble.deaf) return;
    down(() => hear && listener.down(event.data as string, () => hear?.call(socket, event)));
  });
  Object.defineProperties(socket, {
    send: {
      value(text: string) {
        listener.up(text);
        up(() => socket.readyState === WebSocket.OPEN && send(text));
      },
    },
    onmessage: {
      get: () => hear,
      set(by: typeof hear) {
        hear = by;
      },
    },
  });
}
