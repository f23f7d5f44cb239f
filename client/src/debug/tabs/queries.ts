/** The queries of each event and task; those that are asked again and again with other values are marked. */

import type { Tab } from "../desk";
import { el, ms } from "../elements";
import type { Child } from "../elements";
import type { Query, ServerRecord, Update } from "../history";
import { listing } from "../listing";

/** One query text, with all its runs. */
export interface Group {
  readonly sql: string;
  readonly runs: readonly Query[];
  /** Milliseconds of all. */
  readonly ms: number;
}

/** As many runs of one text are a loop that asks, not a coincidence. */
const REPEATED = 2;

export function grouped(queries: readonly Query[]): Group[] {
  const groups = new Map<string, Query[]>();
  for (const query of queries) {
    const known = groups.get(query[0]);
    if (known) known.push(query);
    else groups.set(query[0], [query]);
  }
  return [...groups].map(([sql, runs]) => ({ sql, runs, ms: runs.reduce((sum, [, , time]) => sum + time, 0) }));
}

export const isRepeated = ({ runs }: Group): boolean => runs.length >= REPEATED;

interface Asked {
  readonly id: number;
  readonly version: number;
  readonly record: ServerRecord;
}

const asked = (updates: readonly Update[]): Asked[] =>
  updates.flatMap(({ id, version, told }) =>
    (told.records ?? []).map((record, index) => ({ id: id * 1000 + index, version, record })).filter(({ record }) => record.queries.length),
  );

const total = ({ queries, more = 0 }: ServerRecord): number => queries.length + more;

function advice(groups: readonly Group[]): Child {
  const most = groups.filter(isRepeated).sort((a, b) => b.runs.length - a.runs.length)[0];
  if (!most) return null;
  return el("p.bad", `One query ran ${most.runs.length} times: probably one for each row of a list (N+1). Fetch what belongs to the rows with them: select_related(), prefetch_related(), or one query with __in.`);
}

function detail({ record }: Asked): Child[] {
  const groups = grouped(record.queries);
  return [
    el("h3", record.name, el("small", ` ${total(record)} queries, ${ms(groups.reduce((sum, group) => sum + group.ms, 0))}`)),
    advice(groups),
    ...groups.map((group) =>
      el(
        isRepeated(group) ? "article.repeated" : "article",
        el("pre.sql", group.sql),
        el("p.meta", isRepeated(group) && el("span.tag.bad", `×${group.runs.length}`), el("span", ms(group.ms)), el("span", group.runs[0]![3])),
        group.runs.some(([, params]) => params) && el("p.dim", group.runs.slice(0, 20).map(([, params]) => `(${params})`).join(" ")),
      ),
    ),
    record.more ? el("p.dim", `… and ${record.more} more`) : null,
  ];
}

export const queries: Tab = {
  name: "queries",
  title: "Queries",
  count: ({ history }) => asked(history.updates).reduce((sum, { record }) => sum + total(record), 0),
  open: ({ history }) =>
    listing<Asked>({
      items: () => asked(history.updates),
      empty: "No event has asked a database yet.",
      row: ({ record }) => {
        const repeated = grouped(record.queries).filter(isRepeated);
        return [
          el("span.name", record.name),
          el("span.dim.grow", record.kind),
          repeated.length ? el("span.tag.bad", `×${Math.max(...repeated.map(({ runs }) => runs.length))}`) : null,
          el("span.dim", `${total(record)} queries`),
        ];
      },
      detail,
    }),
};
