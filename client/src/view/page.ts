/**
 * The live page: takes part in the conversation with the server (docs/internals/wire.md, 5–6) and hands its outcome to the DOM engine.
 * Joins, resumes, sends actions, applies frames, closes what they answer.
 */

import { alarm } from "../alarm";
import { readConfig } from "../config";
import type { Config } from "../config";
import { connect } from "../connection/connection";
import type { Dial } from "../connection/connection";
import type { Page as Dom } from "../dom";
import { beneath } from "../dom/marks";
import { hasMorph } from "../dom/morphing";
import { announce, report } from "../errors";
import type { Feature } from "../feature";
import { load } from "../load";
import { hear, upward } from "../messages";
import type { Extras, Heard, Joined, Op, Path, Resumed, WireError } from "../messages";
import { navigate } from "../navigate";
import type { Action, Go } from "../types";

/** What may be unanswered at a time; the rest waits here, up to a bound. */
export const IN_FLIGHT = 32;
export const QUEUED = 1000;

/** Frames that are on the page are acknowledged by the next event, but after so many, or so many milliseconds, without one. */
const FRAMES = 16;
const DELAY = 5000;

export interface LivePage {
  /** Whether the server has taken us in. */
  connected(): boolean;
  /** How many actions are not over. */
  pending(): number;
  /** In any state: sends the action, or keeps it until it can be sent. */
  dispatch: Go;
  /** As of the connection. */
  wake(): void;
  sleep(): void;
  use(dial: Dial): void;
}

export function livePage(dom: Dom, config: Config, features: readonly Feature[], dial: Dial): LivePage {
  /** The server has taken us in; null until it first did, or could not. */
  let isLive: boolean | null = null;
  /** Of the join that is to be resumed; without one the page joins anew. */
  let key: string | undefined;
  /** The document is as the server wrote it: its digest still says what is on it. */
  let pristine = true;
  /** What came while the morph is on its way, in its order. It goes with its socket: what was not applied is sent again. */
  let held: (readonly unknown[])[] | undefined;
  /** Every action from the moment it is on its way until it is over, in their order. */
  let open: Action[] = [];
  /** The number of the last one that went out. */
  let last = 0;
  /** The last frame on the page, and the last one of which the server was told. */
  let seen = 0;
  let told = 0;
  const later = alarm();
  const broken: Path[] = dom.load(config.marks);
  const { send, settled, wake, sleep, drop, use } = connect(dial, opened, received, lost);

  /** The acknowledgement that rides on a message which goes out now. */
  function ride(): number {
    later();
    return (told = seen);
  }
  const tell = (): void => send(["ack", ride()]);

  function lost(): void {
    // Told once, however many attempts fail.
    if (isLive !== false) announce("disconnected");
    isLive = false;
    held = undefined;
  }

  function opened(): void {
    const url = location.pathname + location.search;
    const { session, digest } = readConfig() ?? config;
    send(key ? ["resume", { key, frame: ride(), url }] : ["join", { session, url, digest: pristine ? digest : undefined }]);
  }

  /** Sends what does not hold, and as many actions as may be in flight: those that were not sent yet, or (`again`) all that are not answered. */
  function pump(again?: boolean): void {
    for (const path of broken.splice(0)) send(["broken", path]);
    for (const action of open.filter(({ task }) => !task).slice(0, IN_FLIGHT)) {
      const { ref, handler, call = handler, params, types, cached } = action;
      if (!ref || again) send(upward.event((action.ref ??= ++last), ride(), call, params, types, cached));
    }
  }

  /** The server has taken us in, and says where it stands. */
  function live({ key: given = key, frame }: Joined | Resumed, fresh: boolean): void {
    isLive = true;
    key = given;
    seen = frame;
    ride();
    settled();
    // What the server never saw goes out again, under its old number.
    pump(true);
    announce("connected", { fresh });
  }

  const flying = (which: (ref: number) => unknown): Action[] => open.filter(({ ref, task }) => ref && !task && which(ref));

  /** These are over. */
  function settle(isOver: (action: Action) => unknown): Action[] {
    const over = open.filter(isOver);
    open = open.filter((action) => !over.includes(action));
    for (const action of over) for (const feature of features) feature.end?.(action);
    return over;
  }

  /** Puts what came onto the page; `done` are the actions that it answers well, null if it answers none. */
  function apply(ops: readonly Op[], done: readonly Action[] | null, extras: Extras, answered: readonly Action[]): void {
    const carried = done && done.map((action) => action.carried);
    pristine = false;
    try {
      // In one go with what is drawn over the page.
      beneath(() => {
        broken.push(...(extras.html ? dom.replaceAll(extras.html, carried) : dom.apply(ops, carried)));
        for (const feature of features) feature.received?.(extras, answered);
      });
    } catch (error) {
      // The page was changed beyond recognition, or we are wrong: the server can draw it whole. What it drew whole it would draw so again at once:
      // it is asked when it next has something to say.
      if (extras.html) {
        report("document.failed", "Please load the page again. What you typed stays until then.", "app", error);
        dom.block.opaque = true;
      } else {
        report("page.failed", "The page is drawn again.", "app", error);
        broken.push([]);
      }
    }
    announce("updated");
  }

  /** These actions are answered: over, or going on as a task. Then whatever else the frame brought. */
  function close(answered: readonly Action[], extras: Extras): void {
    const { error, more, done = [], to, events = [], cookie } = extras;
    const [action = {}] = answered;
    for (const each of answered) each.task = more ?? "";
    settle(({ task }) => task === "" || done.includes(task!));
    if (error) failed(error, action);
    for (const feature of features) feature.replied?.(extras, action);
    for (const [name, payload] of events) announce("event", { name, payload });
    // Who goes with a new cookie goes when it is there (features/cookie.ts).
    if (to && !cookie) navigate(to);
  }

  function failed({ code, text, detail }: WireError, action?: Partial<Action>): void {
    report(code, text, /^(attribute|handler|params|render)/.test(code) ? "app" : "user", detail, action);
  }

  /** It was sent and never answered, or waited for a page that is no more: only the person can tell whether to do it again. */
  function doubt({ ref, task, element, kind, handler, call = handler, params }: Action): void {
    // Nobody asked for these one by one, and the next one says it all again.
    if (task || /scroll|mousemove|resize|poll/.test(kind)) return;
    console.warn(`djust uncertain: ${handler}`);
    announce("uncertain", { handler, call, params, sent: !!ref }, element);
  }

  const receive: Heard = {
    joined(message) {
      const { how, ops = [] } = message;
      const same = pristine && /adopted|same/.test(how);
      const doubtful: Action[] = [];
      // Numbers begin anew, tasks are unknown there; what never went out can still go, if the page is what it was.
      last = 0;
      // What is over may let the next one in (typing), which then is in the same doubt.
      for (let over; (over = settle(({ ref }) => ref || !same))[0]; ) doubtful.push(...over);
      // What was typed and sent in vain stays typed: nothing here is answered.
      if (!same) apply(ops, [], message, []);
      live(message, !same);
      doubtful.forEach(doubt);
    },
    resumed(message) {
      const { ref: last, ops, replies } = message;
      const replyTo = (to?: number): Extras | undefined => replies.find(({ ref }) => ref === to);
      // What was refused out of turn has a number above the last one.
      const answered = flying((ref) => ref <= last || replyTo(ref));
      apply(
        ops,
        answered.filter(({ ref }) => !replyTo(ref)?.error),
        message,
        answered,
      );
      // In their order: the end of a task, say, answers nobody, and comes after the answer that named it.
      for (const reply of replies) close(flying((ref) => ref === reply.ref), reply);
      close(flying((ref) => ref <= last), {});
      live(message, false);
    },
    frame(frame, refs, ops, extras) {
      const answered = flying((ref) => refs.includes(ref));
      apply(ops, extras.error ? [] : refs[0] ? answered : null, extras, answered);
      seen = frame;
      if (seen - told < FRAMES) later(tell, DELAY);
      else tell();
      close(answered, extras);
      pump();
    },
    refused(error) {
      if (error.to) navigate(error.to);
      else if (key && error.code !== "too_many") {
        // Forgotten there (a restart, too late), and not only without room: the page begins anew, on the same socket.
        key = undefined;
        opened();
      } else {
        failed(error);
        // What is gone may be back when somebody looks again; anything else may pass.
        (error.code === "not_found" ? sleep : drop)();
      }
    },
    morph({ url }) {
      if (hasMorph()) return;
      held = [];
      load(url, release);
    },
  };

  function received(message: readonly unknown[]): void {
    if (held) held.push(message);
    else hear(message, receive);
  }

  /** The morph has come; or it has not, and what needs it says so. */
  function release(): void {
    const messages = held;
    held = undefined;
    messages?.forEach(received);
  }

  return {
    connected: () => !!isLive,
    pending: () => open.length,
    dispatch(action) {
      if (open.length >= QUEUED) return report("queue.full", "Too much waits: this was not done.", "network", "", action);
      open.push(action);
      for (const feature of features) feature.begin?.(action);
      if (isLive) pump();
    },
    wake,
    sleep,
    use,
  };
}
