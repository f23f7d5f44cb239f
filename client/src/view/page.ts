/**
 * The live page: takes part in the conversation with the server (docs/internals/wire.md, 5–6) and hands its outcome to the DOM engine.
 * Joins, resumes, sends actions, applies frames, closes what they answer.
 */

import type { Config } from "../config";
import type { Connection } from "../connection/connection";
import type { Page as Dom } from "../dom";
import { beneath } from "../dom/marks";
import { hasMorph } from "../dom/morphing";
import { announce, report } from "../errors";
import { upward } from "../messages";
import type { Downward, Extras, Op, Path, Upward, WireError } from "../messages";
import { load } from "../load";
import { navigate } from "../navigate";
import type { Action } from "../types";
import { acknowledgement } from "./acknowledgement";
import { requests } from "./requests";
import type { Request } from "./requests";

const NOTHING: Extras = {};

export interface PageHooks {
  connection(): Connection;
  config(): Config;
  begin(action: Action): void;
  end(action: Action): void;
  updated(): void;
  received(extras: Extras, answered: readonly Action[]): void;
  replied(extras: Extras, action?: Action): void;
}

export interface LivePage {
  /** Whether the server has taken us in. */
  live(): boolean;
  /** How many actions are not over. */
  open(): number;
  /** In any state: sends the action, or keeps it until it can be sent. */
  perform(action: Action): void;
  /** A socket is open. */
  opened(): void;
  /** The socket is gone. */
  lost(): void;
  received(message: Downward): void;
}

export function livePage(dom: Dom, hooks: PageHooks): LivePage {
  /** The server has taken us in. */
  let isLive = false;
  /** The loss of the connection has been announced. */
  let missed = false;
  /** Of the join that is to be resumed; without one the page joins anew. */
  let key: string | undefined;
  /** The document is as the server wrote it: its digest still says what is on it. */
  let pristine = true;
  /** What came while the morph is on its way, in its order. It goes with its socket: what was not applied is sent again. */
  let held: Downward[] | undefined;
  const broken: Path[] = dom.load(hooks.config().marks);

  const send = (message: Upward): void => hooks.connection().send(message);
  const frames = acknowledgement((frame) => send(upward.ack(frame)));
  const open = requests({
    ...hooks,
    send({ ref, action: { handler, call = handler, params, types, cached } }) {
      send(upward.event(ref, frames.ride(), call, params, types, cached));
    },
  });

  function opened(): void {
    const url = location.pathname + location.search;
    const { session, digest } = hooks.config();
    send(key ? upward.resume(key, frames.ride(), url) : upward.join(session, url, pristine ? digest : null));
  }

  function live(fresh = false): void {
    isLive = true;
    missed = false;
    hooks.connection().settled();
    tellBroken();
    announce("connected", { fresh });
    open.pump();
  }

  /** Puts what came onto the page; `done` are the requests that it answers well, null if it answers none. */
  function apply(ops: readonly Op[], done: readonly Request[] | null, extras: Extras, answered: readonly Request[]): void {
    const carried = done && done.map(({ action }) => action.carried);
    pristine = false;
    try {
      // In one go with what is drawn over the page.
      beneath(() => {
        broken.push(...(extras.html ? dom.replaceAll(extras.html, carried) : dom.apply(ops, carried)));
        hooks.received(
          extras,
          answered.map(({ action }) => action),
        );
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
    hooks.updated();
    announce("updated");
  }

  /** These requests are answered: over, or going on as a task. Then whatever else the frame brought. */
  function close(answered: readonly Request[], extras: Extras): void {
    const { error, more, done = [], to, events = [], cookie } = extras;
    if (more && !error) open.goOn(more, answered);
    else open.settle(answered);
    done.forEach(open.finish);
    const action = answered[0]?.action;
    if (error) failed(error, action);
    hooks.replied(extras, action);
    for (const [name, payload] of events) announce("event", { name, payload });
    // Who goes with a new cookie goes when it is there (features/cookie.ts).
    if (to && !cookie) navigate(to);
  }

  function failed({ code, text, detail }: WireError, action?: Action): void {
    report(code, text, /^(attribute|handler|params|render)/.test(code) ? "app" : "user", detail, action?.element, action?.handler);
  }

  /** It was sent and never answered, or waited for a page that is no more: only the person can tell whether to do it again. */
  function doubt({ ref, action: { element, kind, handler, call = handler, params } }: Request): void {
    // Nobody asked for these one by one, and the next one says it all again.
    if (/poll|scroll|move|resize/.test(kind)) return;
    console.warn(`djust uncertain: ${handler}`);
    announce("uncertain", { handler, call, params, sent: !!ref }, element);
  }

  function tellBroken(): void {
    for (const path of broken.splice(0)) send(upward.broken(path));
  }

  const receive: { [Type in Downward["type"]]: (message: Extract<Downward, { type: Type }>) => void } = {
    joined(message) {
      const { key: given, frame, how, ops = [] } = message;
      const same = pristine && /adopted|same/.test(how);
      key = given;
      frames.restart(frame);
      const doubtful = open.restart(same);
      // What was typed and sent in vain stays typed: nothing here is answered.
      if (!same) apply(ops, [], message, []);
      live(!same);
      doubtful.forEach(doubt);
    },
    resumed(message) {
      const { frame, ref: last, ops, replies, key: given = key } = message;
      const said = new Map(replies.map((reply) => [reply.ref, reply]));
      // What was refused out of turn has a number above the last one.
      const answered = open.take((ref) => ref <= last || said.has(ref));
      key = given;
      frames.restart(frame);
      apply(
        ops,
        answered.filter(({ ref }) => !said.get(ref)?.error),
        message,
        answered,
      );
      // In their order: the end of a task, say, answers nobody, and comes after the answer that named it.
      for (const reply of [NOTHING, ...replies])
        close(
          answered.filter(({ ref }) => (said.get(ref) ?? NOTHING) === reply),
          reply,
        );
      open.again();
      live();
    },
    frame({ frame, refs, ops, extras }) {
      if (!isLive) return;
      const answered = open.take((ref) => refs.includes(ref));
      apply(ops, extras.error ? [] : refs.length ? answered : null, extras, answered);
      frames.arrived(frame);
      tellBroken();
      close(answered, extras);
      open.pump();
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
        hooks.connection()[error.code === "not_found" ? "stop" : "drop"]();
      }
    },
    morph({ url }) {
      if (hasMorph()) return;
      held = [];
      load(url, release);
    },
    pong() {},
  };

  function received(message: Downward): void {
    if (held) held.push(message);
    else receive[message.type](message as never);
  }

  /** The morph has come; or it has not, and what needs it says so. */
  function release(): void {
    const messages = held ?? [];
    held = undefined;
    messages.forEach(received);
  }

  return {
    live: () => isLive,
    open: open.open,
    perform(action) {
      if (!open.add(action)) report("queue.full", "Too much waits: this was not done.", "network", "", action.element, action.handler);
      else if (isLive) open.pump();
    },
    opened,
    lost() {
      isLive = false;
      held = undefined;
      if (!missed) announce("disconnected");
      missed = true;
    },
    received,
  };
}
