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
  /** Once it is answered: the name under which its work goes on, if it does. */
  task?: string;
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
  /** Those of these that are in flight; `settle` or `goOn` says what becomes of them. */
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
  let open: Request[] = [];
  let last = 0;

  const isWaiting = ({ ref }: Request): boolean => !ref;
  const isFlying = ({ ref, task }: Request): boolean => !!ref && task === undefined;

  function settle(over: readonly Request[]): void {
    open = open.filter((request) => !over.includes(request));
    over.forEach(({ action }) => end(action));
  }

  return {
    open: () => open.length,
    add(action) {
      if (open.filter(isWaiting).length >= QUEUED) return false;
      open.push({ action, ref: 0 });
      begin(action);
      return true;
    },
    pump() {
      for (const request of open.filter(isWaiting).slice(0, IN_FLIGHT - open.filter(isFlying).length)) {
        request.ref = ++last;
        send(request);
      }
    },
    take(which) {
      const taken = open.filter((request) => isFlying(request) && which(request.ref));
      for (const request of taken) request.task = "";
      return taken;
    },
    settle,
    goOn: (task, requests) => requests.forEach((request) => (request.task = task)),
    finish: (name) => settle(open.filter(({ task }) => task === name)),
    again: () => open.filter(isFlying).forEach(send),
    restart(keep) {
      const doubtful: Request[] = [];
      const isOver = (request: Request): boolean => !keep || !isWaiting(request);
      last = 0;
      // What is over may let the next one in (typing), which then is in the same doubt.
      for (let over; (over = open.filter(isOver))[0]; settle(over)) doubtful.push(...over.filter(({ task }) => !task));
      return doubtful;
    },
  };
}
