/** What an event made of the state: each name before and after, as a diff; and the whole state as far as it is known. */

import type { Desk, Tab } from "../desk";
import { clock, el } from "../elements";
import type { Child } from "../elements";
import type { Update } from "../history";
import { lineDiff, shortened } from "../lines";
import { listing } from "../listing";

export function changeOf([before, after]: readonly [string | null, string | null]): HTMLElement {
  const lines =
    before === null ? after!.split("\n").map((text) => ["+", text] as const)
    : after === null ? before.split("\n").map((text) => ["-", text] as const)
    : shortened(lineDiff(before, after));
  return el("pre.diff", ...lines.map(([sign, text]) => el(sign === "+" ? "ins" : sign === "-" ? "del" : "span", `${sign} ${text}\n`)));
}

/** The state after an update: what the page was served with, and what changed since. */
function stateAt({ history, page }: Desk, update: Update | undefined): Record<string, string> {
  const state: Record<string, string> = { ...page()?.state };
  for (const each of history.updates) {
    for (const [name, [, after]] of Object.entries(each.told.state ?? {})) {
      if (after === null) delete state[name];
      else state[name] = after;
    }
    if (each === update) break;
  }
  return state;
}

const causeOf = ({ history }: Desk, update: Update): string => {
  const names = history.events.filter((event) => event.update === update).map(({ name }) => name);
  const { records = [], tasks = [] } = update.told;
  const work = [...records.map(({ kind, name }) => `${kind} ${name}`), ...tasks.map((name) => `task ${name}`)];
  return names.join(", ") || [...new Set(work)].join(", ") || (update.how === "frame" ? "not asked for" : update.how);
};

function detail(update: Update, desk: Desk): Child[] {
  const changes = Object.entries(update.told.state ?? {});
  const whole = Object.entries(stateAt(desk, update));
  const all = el("details", el("summary", `All of the state after it (${whole.length})`), el("pre", whole.map(([name, text]) => `${name} = ${text}`).join("\n")));
  return [
    el("h3", causeOf(desk, update), el("small", ` frame ${update.number}, ${clock(update.at)}`)),
    ...changes.flatMap(([name, change]) => [el("h4", name), changeOf(change)]),
    !changes.length && el("p.dim", "The state is what it was."),
    all,
  ];
}

export const stateTab: Tab = {
  name: "state",
  title: "State",
  open: (desk) =>
    listing<Update>({
      items: () => desk.history.updates,
      empty: `The state has not changed yet. It is: ${Object.entries(desk.page()?.state ?? {}).map(([name, text]) => `${name} = ${text}`).join(", ") || "not known"}`,
      row: (update) => [
        el("span.name", causeOf(desk, update)),
        el("span.dim.grow", Object.keys(update.told.state ?? {}).join(", ") || "no change"),
        el("span.dim", `frame ${update.number}`),
      ],
      detail: (update) => detail(update, desk),
    }),
};
