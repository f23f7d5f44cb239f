/**
 * What is shown is what the server said, and over it what each action that is not answered yet will do. An answer, whatever it says, ends its
 * action's prediction; the rest is drawn anew over what the server says then, in the same task: nobody sees one without the other.
 */

import { covers } from "../dom/cover";
import type { Covers } from "../dom/cover";
import { report, trace } from "../errors";
import type { Feature } from "../feature";
import type { Op } from "../messages";
import type { Action } from "../types";

/**
 * Gives operations (docs/internals/wire.md, 3) on the page as the server knows it; those of a later prediction count more. May be called at each
 * frame. `pass` is one object for all that are drawn together, from the oldest to the newest, and another the next time; a function is called when all
 * of them have been asked.
 */
export type Draw = (pass: object) => readonly Op[] | (() => readonly Op[]);

interface Pending {
  readonly action: Action;
  readonly draw: Draw;
  drawn?: ReturnType<Draw>;
}

/** Shows what an action will do, from its `begin` until it is answered or given up. */
export type Show = (action: Action, draw: Draw) => void;

/** To be the last feature: it draws when the others know what a frame brought. */
export function predictions(): Feature & { readonly show: Show } {
  let pending: Pending[] = [];
  let pass = {};
  let page: Covers;

  /** Shows what is pending; what was asked before needs to be asked again only when the server has said something. */
  function redraw(unasked = pending): void {
    if (unasked === pending) pass = {};
    try {
      for (const each of unasked) each.drawn = each.draw(pass);
      if (page.draw(pending.flatMap(({ drawn }) => (typeof drawn === "function" ? drawn() : drawn!)))) return;
    } catch (error) {
      report("prediction.failed", "A prediction was not shown.", "app", error);
    }
    // What does not fit this page is no prediction of it.
    pending = [];
    pass = {};
    try {
      page.draw([]);
    } catch {
      // Said above. What a script took to pieces there, the server's next operation on it finds.
    }
  }

  const drop = (over: readonly Action[]): void => void (pending = pending.filter(({ action }) => !over.includes(action)));

  return {
    install(host) {
      page = covers(host.page);
    },
    show(action, draw) {
      const each = { action, draw };
      pending.push(each);
      redraw([each]);
    },
    received({ error }, answered) {
      for (const { action } of pending) if (answered.includes(action)) trace(action, error ? "prediction rolled back" : "prediction confirmed");
      drop(answered);
      redraw();
    },
    end(action) {
      const before = pending.length;
      drop([action]);
      if (pending.length === before) return;
      trace(action, "prediction dropped");
      redraw();
    },
  };
}
