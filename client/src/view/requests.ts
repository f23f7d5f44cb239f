/**
 * Every action from the moment it is on its way until it is over: queued, in flight under a `ref`, or going on as a named task.
 * Knows neither socket nor document.
 */

import type { Action } from "../types";

/** What may be unanswered at a time; the rest waits here, up to a bound. */
export const IN_FLIGHT = 32;
export const QUEUED = 1000;

export interface Request {
  readonly action: Action;
  /** 0 until it is sent. */
  ref: number;
}

export interface RequestHooks {
  send(request: Request): void;
  begin(action: Action): void;
  end(action: Action): void;
}

export class Requests {
  private _queue: Request[] = [];
  private _flight = new Map<number, Request>();
  private _tasks = new Map<string, Request[]>();
  private _last = 0;

  constructor(private readonly _hooks: RequestHooks) {}

  /** How many are not over. */
  get open(): number {
    let open = this._queue.length + this._flight.size;
    for (const task of this._tasks.values()) open += task.length;
    return open;
  }

  /** Takes an action in, unless there are too many already. */
  add(action: Action): boolean {
    if (this._queue.length >= QUEUED) return false;
    this._queue.push({ action, ref: 0 });
    this._hooks.begin(action);
    return true;
  }

  /** Sends as many as may be in flight. */
  pump(): void {
    while (this._queue.length && this._flight.size < IN_FLIGHT) {
      const request = this._queue.shift()!;
      request.ref = ++this._last;
      this._flight.set(request.ref, request);
      this._hooks.send(request);
    }
  }

  /** Takes what these refs name out of flight; `settle` or `continue` says what becomes of it. */
  take(refs: readonly number[]): Request[] {
    const taken: Request[] = [];
    for (const ref of refs) {
      const request = this._flight.get(ref);
      if (this._flight.delete(ref)) taken.push(request!);
    }
    return taken;
  }

  settle(requests: readonly Request[]): void {
    for (const { action } of requests) this._hooks.end(action);
  }

  /** Answered, but its work goes on under this name. */
  continue(task: string, requests: readonly Request[]): void {
    this._tasks.set(task, [...(this._tasks.get(task) ?? []), ...requests]);
  }

  finish(task: string): void {
    const requests = this._tasks.get(task) ?? [];
    this._tasks.delete(task);
    this.settle(requests);
  }

  /** The refs in flight, up to the last one that the server has handled. */
  handled(last: number): number[] {
    return [...this._flight.keys()].filter((ref) => ref <= last);
  }

  /** After a resume: what the server never saw goes out again, under its old ref. */
  again(): void {
    for (const request of this._flight.values()) this._hooks.send(request);
  }

  /**
   * A fresh join: refs begin anew, tasks are unknown there. Gives what was sent and may or may not have happened, and, unless the page
   * is what it was (`keep`), what still waited to be sent; both are over.
   */
  restart(keep: boolean): Request[] {
    const doubtful = [...this._flight.values()];
    const tasks = [...this._tasks.keys()];
    this._flight.clear();
    this._last = 0;
    tasks.forEach((task) => this.finish(task));
    this.settle(doubtful);
    // What is over may let the next one in (continuous events), which then is in the same doubt.
    while (!keep && this._queue.length) {
      const request = this._queue.shift()!;
      doubtful.push(request);
      this.settle([request]);
    }
    return doubtful;
  }
}
