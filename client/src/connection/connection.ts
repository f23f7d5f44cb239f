/**
 * One WebSocket at a time, for ever: opens it, notices when it is dead, opens the next.
 * Knows no message but ping; who joins, and as what, is `view/page.ts`.
 */

import { decode, encode } from "../codec";
import type { Downward, Upward } from "../messages";
import { backoff } from "./backoff";

/** Silence after which a ping goes out, and how long its answer may take. */
const SILENCE = 20_000;
const ANSWER = 10_000;
const ANSWER_WHEN_WOKEN = 4_000;

export const enum State {
  STOPPED,
  WAITING,
  CONNECTING,
  OPEN,
}

export interface ConnectionHooks {
  opened(): void;
  received(message: Downward): void;
  lost(): void;
  /** Attempts pause while nobody looks. */
  hidden(): boolean;
}

export class Connection {
  state = State.STOPPED;
  private _socket: WebSocket | undefined;
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _attempt = 0;

  constructor(
    private readonly _url: string,
    private readonly _hooks: ConnectionHooks,
  ) {}

  /** From STOPPED or WAITING: tries now. OPEN: makes sure that the other end is still there. */
  wake(): void {
    if (this.state === State.OPEN) this._ping(ANSWER_WHEN_WOKEN);
    else if (this.state !== State.CONNECTING) this._open();
  }

  /** From any state: no socket and no attempt until `wake`. */
  stop(): void {
    const lost = this.state === State.OPEN;
    this._detach();
    this.state = State.STOPPED;
    if (lost) this._hooks.lost();
  }

  /** The server took us in: the next loss begins with a short wait again. */
  settled(): void {
    this._attempt = 0;
  }

  /** OPEN only; what is sent in any other state is for the owner to keep. */
  send(message: Upward): void {
    if (this.state === State.OPEN) this._socket?.send(encode(message));
  }

  /** The socket is of no use any more, whatever it says itself: a half-open one takes minutes to notice. */
  drop(): void {
    this._detach();
    this.state = State.WAITING;
    this._hooks.lost();
    if (!this._hooks.hidden()) this._timer = setTimeout(() => this._open(), backoff(this._attempt++));
  }

  private _open(): void {
    clearTimeout(this._timer);
    this.state = State.CONNECTING;
    const socket = (this._socket = new WebSocket(this._url));
    socket.onopen = () => {
      this.state = State.OPEN;
      this._listen();
      this._hooks.opened();
    };
    socket.onmessage = (event) => {
      this._listen();
      this._hooks.received(decode(event.data as string));
    };
    socket.onclose = () => this.drop();
  }

  private _detach(): void {
    clearTimeout(this._timer);
    const socket = this._socket;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
    this._socket = undefined;
  }

  private _listen(): void {
    clearTimeout(this._timer);
    this._timer = setTimeout(() => this._ping(ANSWER), SILENCE);
  }

  private _ping(patience: number): void {
    clearTimeout(this._timer);
    this.send({ type: "ping" });
    this._timer = setTimeout(() => this.drop(), patience);
  }
}
