/**
 * One WebSocket at a time, for ever: opens it, notices when it is dead, opens the next.
 * Knows no message but ping; who joins, and as what, is `view/page.ts`.
 */

import { alarm } from "../alarm";
import type { Upward } from "../messages";
import { backoff } from "./backoff";

/** Silence after which a ping goes out, and how long its answer may take. */
const SILENCE = 20_000;
const ANSWER = 10_000;
const ANSWER_WHEN_WOKEN = 4_000;

/** How a server closes its sockets when it is restarted; all its pages come back, so they spread over some more time. */
const RESTART = 1012;
const AFTER_RESTART = 3;

export const enum State {
  STOPPED,
  WAITING,
  CONNECTING,
  OPEN,
}

/** What is needed of a WebSocket, or of what stands in for one. */
export type Socket = Pick<WebSocket, "onopen" | "onmessage" | "onclose" | "send" | "close">;
export type Dial = () => Socket;

export interface Connection {
  /** From STOPPED or WAITING: tries now. OPEN: makes sure that the other end is still there. */
  wake(): void;
  /** From any state: no socket and no attempt until `wake`. */
  sleep(): void;
  /** The server took us in: the next loss begins with a short wait again. */
  settled(): void;
  /** OPEN only; what is sent in any other state is for the owner to keep. */
  send(message: Upward): void;
  /** From now on sockets are made like this; the next one at once, unless nobody wants one. */
  use(dial: Dial): void;
  /** The socket is of no use any more, whatever it says itself: a half-open one takes minutes to notice. */
  drop(): void;
}

/**
 * Makes a connection, not yet open.
 *
 * @param dial How sockets are made.
 * @param opened A socket is open.
 * @param received A message came.
 * @param lost There is no socket (any more). May be said again.
 */
export function connect(dial: Dial, opened: () => void, received: (message: readonly unknown[]) => void, lost: () => void): Connection {
  let state = State.STOPPED;
  let socket: Socket;
  let attempt = 0;

  const later = alarm();
  const listen = (): void => later(() => ping(ANSWER), SILENCE);
  function ping(patience: number): void {
    send(["ping"]);
    later(drop, patience);
  }

  function open(): void {
    later();
    state = State.CONNECTING;
    socket = dial();
    socket.onopen = () => {
      state = State.OPEN;
      listen();
      opened();
    };
    socket.onmessage = (event) => {
      listen();
      received(JSON.parse(event.data as string) as unknown[]);
    };
    socket.onclose = ({ code }) => {
      if (code === RESTART) attempt = AFTER_RESTART;
      drop();
    };
  }

  function leave(next: State): void {
    state = next;
    later();
    socket.onclose = null;
    socket.close();
    lost();
  }

  function drop(): void {
    leave(State.WAITING);
    // Attempts pause while nobody looks.
    if (!document.hidden) later(open, backoff(attempt++));
  }

  const send = (message: Upward): void => void (state === State.OPEN && socket.send(JSON.stringify(message)));

  return {
    wake() {
      if (state === State.OPEN) ping(ANSWER_WHEN_WOKEN);
      else if (state !== State.CONNECTING) open();
    },
    sleep: () => leave(State.STOPPED),
    settled: () => void (attempt = 0),
    use(by) {
      dial = by;
      if (state === State.STOPPED) return;
      leave(State.WAITING);
      open();
    },
    send,
    drop,
  };
}
