/**
 * The live page: takes part in the conversation with the server (docs/internals/wire.md, 5–6) and hands its outcome to the DOM engine.
 * Joins, resumes, sends actions, applies frames, closes what they answer.
 */

import type { Config } from "../config";
import type { Page as Dom } from "../dom";
import { settle } from "../dom/fields";
import { announce, report } from "../errors";
import type { Downward, Extras, Frame, Joined, Op, Path, Refused, Resumed, Upward, WireError } from "../messages";
import type { Action } from "../types";
import { Acknowledgement } from "./acknowledgement";
import { QUEUED, Requests } from "./requests";
import type { Request } from "./requests";

export const enum State {
  /** No socket, or one on which the server has not taken us in yet. */
  AWAY,
  JOINING,
  RESUMING,
  LIVE,
  /** The server will not have this page; only a navigation helps. */
  ENDED,
}

export interface PageHooks {
  send(message: Upward): void;
  /** The server took us in. */
  settled(): void;
  /** Not now: try again later, on a new socket. */
  drop(): void;
  /** Never again. */
  stop(): void;
  navigate(url: string): void;
  config(): Config;
  begin(action: Action): void;
  end(action: Action): void;
  updated(): void;
}

export class LivePage {
  state = State.AWAY;
  /** True while the document is being changed. */
  busy = false;
  private readonly _requests: Requests;
  private readonly _acknowledgement: Acknowledgement;
  private _key: string | undefined;
  /** The document is as the server wrote it: its digest still says what is on it. */
  private _pristine = true;
  private _broken: Path[];
  /** The loss of the connection has been announced. */
  private _missed = false;

  constructor(
    private readonly _dom: Dom,
    private readonly _hooks: PageHooks,
  ) {
    this._broken = _dom.load(_hooks.config().marks);
    this._acknowledgement = new Acknowledgement((frame) => _hooks.send({ type: "ack", frame }));
    this._requests = new Requests({ ..._hooks, send: (request) => this._send(request) });
  }

  /** Whether the server has taken us in. */
  get live(): boolean {
    return this.state === State.LIVE;
  }

  /** How many actions are not over yet. */
  get open(): number {
    return this._requests.open;
  }

  /** In any state: sends the action, or keeps it until it can be sent. */
  perform(action: Action): void {
    if (!this._requests.add(action)) {
      report("queue.full", `More than ${QUEUED} actions wait for the server: this one was not taken.`, "network", "", action.element, action.handler);
    } else if (this.state === State.LIVE) this._requests.pump();
  }

  /** AWAY: a socket is open. */
  opened(): void {
    const url = location.pathname + location.search;
    if (this._key) {
      this.state = State.RESUMING;
      this._hooks.send({ type: "resume", key: this._key, frame: this._acknowledgement.frame, url });
    } else {
      this.state = State.JOINING;
      const { session, digest } = this._hooks.config();
      this._hooks.send({ type: "join", session, url, digest: this._pristine ? digest : null });
    }
  }

  /** The socket is gone. */
  lost(): void {
    if (this.state !== State.ENDED) this.state = State.AWAY;
    if (!this._missed) announce("disconnected", {});
    this._missed = true;
  }

  /** A message came in. */
  received(message: Downward): void {
    switch (message.type) {
      case "frame":
        return this._frame(message);
      case "joined":
        return this._joined(message);
      case "resumed":
        return this._resumed(message);
      case "refused":
        return this._refused(message);
    }
  }

  private _joined({ key, frame, how, ops, html }: Joined): void {
    const same = this._pristine && (how === "adopted" || how === "same");
    this._key = key;
    this._acknowledgement.restart(frame);
    this._pristine = same;
    // Before the page changes: what was typed and sent in vain stays typed.
    const doubtful = this._requests.restart(same);
    if (!same) this._apply(ops ?? [], [], html);
    this._live();
    for (const request of doubtful) this._uncertain(request);
  }

  private _resumed({ frame, ref, ops, replies }: Resumed): void {
    const refs = this._requests.handled(ref);
    const answers = new Map(replies.map((reply) => [reply.ref!, reply]));
    const answered = this._requests.take(refs);
    this._acknowledgement.restart(frame);
    this._pristine = false;
    this._apply(
      ops,
      answered.filter((request) => !answers.get(request.ref)?.error),
    );
    for (const request of answered) this._close([request], answers.get(request.ref) ?? {});
    this._requests.again();
    this._live();
  }

  private _frame({ frame, refs, ops, extras }: Frame): void {
    if (this.state !== State.LIVE) return;
    const answered = this._requests.take(refs);
    this._pristine = false;
    this._apply(ops, extras.error ? [] : answered, extras.html, !refs.length);
    this._close(answered, extras);
    this._acknowledgement.arrived(frame);
    this._requests.pump();
  }

  private _refused({ code, text, to, detail }: Refused): void {
    if (to) return this._navigate(to);
    if (this.state === State.RESUMING) {
      // Forgotten there (a restart, too late): the page begins anew, on the same socket.
      this._key = undefined;
      return this.opened();
    }
    report(code, text, "server", detail);
    if (code === "not_found") {
      this.state = State.ENDED;
      this._hooks.stop();
    } else this._hooks.drop();
  }

  private _live(): void {
    this.state = State.LIVE;
    this._missed = false;
    this._hooks.settled();
    this._tellBroken();
    announce("connected", {});
    this._requests.pump();
  }

  /** Puts what came onto the page; `answered` are the requests that it answers, and that went well. */
  private _apply(ops: readonly Op[], answered: readonly Request[], html?: string, unasked = false): void {
    const carried = unasked ? null : answered.map(({ action }) => action.carried);
    this.busy = true;
    try {
      if (ops.length) this._broken.push(...this._dom.apply(ops, carried));
      if (html) this._broken.push(...this._dom.replaceAll(html));
      carried?.forEach(settle);
    } catch (error) {
      // Our own mistake, or the page was changed beyond recognition: the server can still draw it whole.
      report("page.failed", "This page could not be brought up to date; it is drawn again.", "app", error);
      this._broken.push([]);
    }
    this.busy = false;
    this._hooks.updated();
  }

  /** These requests are answered: over, or going on as a task. Then whatever else the frame brought. */
  private _close(answered: readonly Request[], { error, more, done = [], to, events = [] }: Extras): void {
    if (more && !error) this._requests.continue(more, answered);
    else this._requests.settle(answered);
    done.forEach((task) => this._requests.finish(task));
    if (error) this._failed(error, answered[0]?.action);
    this._tellBroken();
    for (const [name, payload] of events) announce("event", { name, payload });
    if (to) this._navigate(to);
  }

  private _failed({ code, text, detail }: WireError, action?: Action): void {
    const who = /^(handler|render|mount)\./.test(code) ? "app" : /^(rate|too_)/.test(code) ? "server" : "user";
    report(code, text, who, detail, action?.element, action?.handler);
  }

  /** It was sent and never answered, or waited for a page that is no more: only the person can tell whether to do it again. */
  private _uncertain({ ref, action: { element, handler, params, args } }: Request): void {
    const sent = !!ref;
    console.warn(`djust uncertain: ${handler} ${sent ? "was sent, but its reply was lost" : "was not sent: the page is not what it was"}`);
    announce("uncertain", { handler, params, args, sent }, element);
  }

  private _tellBroken(): void {
    if (this.state !== State.LIVE) return;
    for (const path of this._broken.splice(0)) this._hooks.send({ type: "broken", path });
  }

  private _navigate(to: string): void {
    const url = new URL(to, location.href);
    // The server has checked the host; a scheme that is code is refused here as well.
    if (/^https?:$/.test(url.protocol)) this._hooks.navigate(url.href);
  }

  private _send({ ref, action: { handler: name, params, args } }: Request): void {
    this._hooks.send({ type: "event", ref, ack: this._acknowledgement.ride(), name, params, args });
  }
}
