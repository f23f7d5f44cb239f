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
 * Asked for what is to be shown; `pass` is one object for all that are drawn together, from the oldest to the newest, and another the next time. When all
 * of them have been asked, gives operations (docs/internals/wire.md, 3) on the page as the server knows it; those of a later prediction count more.
 */
export type Draw = (pass: object) => (() => readonly Op[]) | undefined;

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
  let page: Covers;

  /** Shows what is pending; what was asked before needs to be asked again only when the server has said something. */
  function redraw(unasked = pending): void {
    try {
      for (const each of unasked) each.drawn = each.draw(pending);
      if (page.draw(pending.flatMap(({ drawn }) => drawn?.() ?? []))) return;
    } catch (error) {
      report("prediction.failed", "A prediction was not shown.", "app", error);
    }
    // What does not fit this page is no prediction of it. What a script took to pieces there, the server's next operation on it finds.
    if (!pending[0]) return;
    pending = [];
    redraw();
  }

  /** Nothing of these is shown any more; the others are drawn anew, as another pass. */
  function close(over: readonly Action[], decision: string): void {
    pending = pending.filter(({ action }) => !over.includes(action) || trace(action, decision));
    redraw();
  }

  return {
    install(host) {
      page = covers(host.page);
    },
    show(action, draw) {
      const each = { action, draw };
      pending.push(each);
      redraw([each]);
    },
    received: ({ error }, answered) => close(answered, error ? "prediction rolled back" : "prediction confirmed"),
    end(action) {
      if (pending.some((each) => each.action === action)) close([action], "prediction dropped");
    },
  };
}
