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

export interface Requests {
  /** How many are not over. */
  open(): number;
  /** Takes an action in, unless there are too many already. */
  add(action: Action): boolean;
  /** Sends as many as may be in flight. */
  pump(): void;
  /** Takes these out of flight; `settle` or `goOn` says what becomes of them. */
  take(which: (ref: number) => boolean): Request[];
  settle(requests: readonly Request[]): void;
  /** Answered, but their work goes on under this name. */
  goOn(task: string, requests: readonly Request[]): void;
  finish(task: string): void;
  /** After a resume: what the server never saw goes out again, under its old ref. */
  again(): void;
  /**
   * A fresh join: refs begin anew, tasks are unknown there. Gives what was sent and may or may not have happened, and, unless the page
   * is what it was (`keep`), what still waited to be sent; all of that is over.
   */
  restart(keep: boolean): Request[];
}

export function requests({ send, begin, end }: RequestHooks): Requests {
  const queue: Request[] = [];
  const flight = new Map<number, Request>();
  let tasks: (readonly [task: string, request: Request])[] = [];
  let last = 0;

  const settle = (over: readonly Request[]): void => over.forEach(({ action }) => end(action));

  function take(which: (ref: number) => boolean): Request[] {
    const taken = [...flight.values()].filter(({ ref }) => which(ref));
    for (const { ref } of taken) flight.delete(ref);
    return taken;
  }

  function finish(which: (task: string) => boolean): void {
    const over = tasks.filter(([task]) => which(task));
    tasks = tasks.filter(([task]) => !which(task));
    settle(over.map(([, request]) => request));
  }

  return {
    open: () => queue.length + flight.size + tasks.length,
    add(action) {
      if (queue.length >= QUEUED) return false;
      queue.push({ action, ref: 0 });
      begin(action);
      return true;
    },
    pump() {
      while (queue.length && flight.size < IN_FLIGHT) {
        const request = queue.shift()!;
        flight.set((request.ref = ++last), request);
        send(request);
      }
    },
    take,
    settle,
    goOn: (task, requests) => void tasks.push(...requests.map((request) => [task, request] as const)),
    finish: (task) => finish((name) => name === task),
    again: () => flight.forEach(send),
    restart(keep) {
      const doubtful = take(() => true);
      last = 0;
      finish(() => true);
      settle(doubtful);
      // What is over may let the next one in (typing), which then is in the same doubt.
      while (!keep && queue.length) {
        const request = queue.shift()!;
        doubtful.push(request);
        settle([request]);
      }
      return doubtful;
    },
  };
}
