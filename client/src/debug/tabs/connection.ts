/** The connection's log: when it opened, joined, was lost and resumed. */

import type { Tab } from "../desk";
import { clock, el, table } from "../elements";

export const connectionTab: Tab = {
  name: "connection",
  title: "Connection",
  open({ history }) {
    const element = el("div.scroll");
    let shown = -1;
    return {
      element,
      update() {
        const { log } = history;
        const newest = log.at(-1)?.id ?? 0;
        if (newest === shown) return;
        shown = newest;
        const rows = [...log].reverse().map(({ at, what, about }) => [clock(at), el(`span.state${/^(closed|refused|lost|broken)/.test(what) ? ".bad" : ""}`, what), about]);
        element.replaceChildren(rows.length ? table(["at", "what", "about"], rows) : el("p.empty", "Nothing happened yet."));
      },
    };
  },
};
