/** Each event: what was called with what, how long it took where, and how much travelled. */

import type { Tab } from "../desk";
import { brief, clock, el, ms, pairs, size } from "../elements";
import type { Child } from "../elements";
import type { Occurrence } from "../history";
import { listing } from "../listing";

/** Milliseconds on the server, on the way, in the document. */
export function times({ sent, answered, update, record }: Occurrence): { server?: number; wire?: number; dom?: number; total?: number } {
  if (answered === undefined || !update) return {};
  const server = record?.ms["total"];
  const whole = answered - sent;
  return { ...(server !== undefined && { server, wire: Math.max(0, whole - server) }), dom: update.dom, total: whole + update.dom };
}

export function state({ error, lost, update, answered }: Occurrence): HTMLElement {
  if (error) return el("span.state.bad", error.code);
  if (lost) return el("span.state.bad", "never answered");
  if (answered === undefined) return el("span.state", "under way");
  return el("span.state.good", update!.extras.more ? "goes on" : "done");
}

/** Whether it has arguments by position. */
const called = ({ name, call }: Occurrence): boolean => name !== call;

function bar(event: Occurrence): Child {
  const { server = 0, wire = 0, dom = 0, total = 0 } = times(event);
  if (!total) return null;
  const parts = [["server", server], ["wire", wire], ["dom", dom]] as const;
  const made = el("div.bar");
  for (const [name, time] of parts) {
    const part = el(`span.${name}`);
    part.style.flexGrow = `${time}`;
    part.title = `${name}: ${ms(time)}`;
    made.append(part);
  }
  return made;
}

function detail(event: Occurrence): Child[] {
  const { name, ref, call, params, types, sent, bytes, update, record, error } = event;
  const { server, wire, dom, total } = times(event);
  const stretches = Object.entries(record?.ms ?? {}).filter(([name]) => name !== "total");
  return [
    el("h3", name, " ", state(event)),
    bar(event),
    pairs([
      ["server", [ms(server), stretches.length ? el("small", ` ${stretches.map(([name, time]) => `${name} ${ms(time)}`).join(" · ")}`) : ""]],
      ["wire", ms(wire)],
      ["DOM", ms(dom)],
      ["in all", ms(total)],
      ["up / down", `${size(bytes)} / ${update ? size(update.bytes) : "–"}`],
      ["event", `${ref}, sent at ${clock(sent)}`],
      ...(record?.line ? ([["defined", record.line]] as const) : []),
      ...(record?.queries.length ? ([["queries", `${record.queries.length + (record.more ?? 0)}`]] as const) : []),
    ]),
    error && el("pre.bad", [error.text, error.detail].filter(Boolean).join("\n\n")),
    el("h4", "Sent"),
    el("pre", JSON.stringify(params, null, 2), called(event) ? `\ncalled as ${call}` : "", Object.keys(types).length ? `\ntypes: ${JSON.stringify(types)}` : ""),
    record && Object.keys(record.params).length > 0 && el("h4", "Called with"),
    record && Object.keys(record.params).length > 0 && el("pre", Object.entries(record.params).map(([name, value]) => `${name} = ${value}`).join("\n")),
  ];
}

export const events: Tab = {
  name: "events",
  title: "Events",
  count: ({ history }) => history.events.length,
  open: ({ history, highlight }) =>
    listing<Occurrence>({
      items: () => history.events,
      empty: "Nothing was sent yet: click something that has dj-click.",
      row: (event) => [
        el("span.name", event.name),
        el("span.dim.grow", called(event) ? event.call.slice(0, 40) : brief(event.params, 40)),
        el("span.dim", ms(times(event).total)),
        state(event),
      ],
      detail,
      hover: (event) => highlight.show(event?.update?.nodes ?? []),
    }),
};
