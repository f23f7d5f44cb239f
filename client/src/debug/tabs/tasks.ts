/** Work in the background: what runs, and what came of it. */

import type { Tab } from "../desk";
import { clock, el, ms, pairs } from "../elements";
import type { Child } from "../elements";
import type { Task } from "../history";
import { listing } from "../listing";

const standing = ({ ended, error }: Task): HTMLElement => (error ? el("span.state.bad", error.code) : ended === undefined ? el("span.state", "runs") : el("span.state.good", "done"));

function detail(task: Task): Child[] {
  const { name, began, ended, record, error } = task;
  return [
    el("h3", name, " ", standing(task)),
    pairs([
      ["begun", clock(began)],
      ["ended", ended === undefined ? "not yet" : clock(ended)],
      ["took", ms(record?.ms["handler"] ?? (ended === undefined ? undefined : ended - began))],
      ["queries", record ? `${record.queries.length + (record.more ?? 0)}` : "–"],
    ]),
    error && el("pre.bad", [error.text, error.detail].filter(Boolean).join("\n\n")),
  ];
}

export const tasks: Tab = {
  name: "tasks",
  title: "Tasks",
  count: ({ history }) => history.tasks.filter(({ ended }) => ended === undefined).length,
  open: ({ history }) =>
    listing<Task>({
      items: () => history.tasks,
      empty: "No background work yet: @background above a handler, or self.start_async().",
      row: (task) => [el("span.name.grow", task.name), el("span.dim", clock(task.began)), standing(task)],
      detail,
    }),
};
