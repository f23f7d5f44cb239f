/** Each update: its operations in words, and the nodes that it touched, shown in the page. */

import type { Desk, Tab } from "../desk";
import { brief, clock, el, ms, pairs, size } from "../elements";
import type { Child } from "../elements";
import type { Update } from "../history";
import { listing } from "../listing";
import { APPEND, ATTRIBUTES, INSIDE, LIST, MORPH, REPLACE, ROWS, START_TAG } from "../../messages";
import type { Op, Run } from "../../messages";
import { named } from "../touched";

/** One line of an operation, and how deep it lies. */
export type Told = readonly [depth: number, path: string, words: string];

const run = (each: Run | number): string => {
  if (typeof each === "number") return `row ${each}`;
  const [first, count = 1, step = 1] = each as readonly number[];
  if (first === -1) return `${count} new`;
  return step === 1 ? `rows ${first}–${first! + count - 1}` : `${count} rows from ${first}, every ${step}`;
};

function rowsTold(rows: readonly unknown[], depth: number, path: string): Told[] {
  const told: Told[] = [];
  for (let i = 0; i < rows.length; i += 2) told.push(...opsTold(rows[i + 1] as readonly Op[], depth, `${path}[${rows[i] as number}]`));
  return told;
}

/** An operation as lines; the path names parts and rows from the outside in. */
function opsTold(ops: readonly Op[], depth: number, outside: string): Told[] {
  return ops.flatMap((op): Told[] => {
    const [part, what, ...rest] = op as readonly [number, unknown, ...unknown[]];
    const path = part === -1 ? "document" : outside ? `${outside}.${part}` : `${part}`;
    const line = (words: string): Told => [depth, path, words];
    switch (what) {
      case APPEND:
        return [line(`text grows by ${brief(rest[0])}`)];
      case REPLACE:
        return [line(`other HTML: ${brief(rest[0], 200)}`)];
      case ATTRIBUTES:
        return [line(`attributes: ${brief(rest[0], 200)}`)];
      case START_TAG:
        return [line(`start tag: ${brief(rest[0], 200)}`)];
      case INSIDE:
        return opsTold(rest[0] as readonly Op[], depth, path);
      case MORPH:
        return [line(`morphs into: ${brief(rest[0], 200)}`)];
      case LIST: {
        const [order, html, rows = []] = rest as [readonly Run[], string?, unknown[]?];
        const fresh = html ? `, new: ${brief(html, 160)}` : "";
        return [line(`rows in a new order: ${order.map(run).join(", ") || "none"}${fresh}`), ...rowsTold(rows, depth + 1, path)];
      }
      case ROWS:
        return rowsTold(rest, depth, path);
      default:
        return [line(`text: ${brief(what)}`)];
    }
  });
}

/** The operations of a frame in words. */
export const operations = (ops: readonly Op[]): Told[] => opsTold(ops, 0, "");

function nodeList({ nodes }: Update, { highlight }: Desk): Child[] {
  if (!nodes.length) return [el("p.dim", "No node of the page was changed.")];
  const here = nodes.filter((node) => node.isConnected);
  const shown = here.slice(0, 60).map((node) => {
    const made = el("button.node", named(node)) as HTMLButtonElement;
    made.type = "button";
    made.onpointerenter = made.onfocus = () => highlight.show([node]);
    made.onpointerleave = made.onblur = () => highlight.show([]);
    made.onclick = () => (node instanceof Element ? node : node.parentElement)?.scrollIntoView({ block: "center" });
    return made;
  });
  return [el("p", ...shown), here.length > 60 && el("p.dim", `${here.length - 60} more`), here.length < nodes.length && el("p.dim", `${nodes.length - here.length} are gone since`)];
}

const reason = ({ how, refs }: Update): string => (how !== "frame" ? how : refs.length ? `answers ${refs.join(", ")}` : "not asked for");

function detail(update: Update, desk: Desk): Child[] {
  const { number, ops, extras, at, bytes, dom } = update;
  const lines = operations(ops);
  const says = Object.entries(extras).filter(([name]) => name !== "state" && name !== "error");
  return [
    el("h3", `Frame ${number} ${reason(update)}`),
    pairs([
      ["came", clock(at)],
      ["bytes", size(bytes)],
      ["in the DOM", ms(dom)],
    ]),
    el("h4", `Operations (${lines.length})`),
    lines.length ? el("ol.ops", ...lines.slice(0, 300).map(([, path, words]) => el("li", el("code", path), " ", words))) : el("p.dim", "None: nothing that the page shows was different."),
    says.length > 0 && el("h4", "Besides"),
    ...says.map(([name, value]) => el("p", el("code", name), " ", brief(value, 300))),
    el("h4", `Touched nodes (${update.nodes.length})`),
    ...nodeList(update, desk),
  ];
}

export const updates: Tab = {
  name: "updates",
  title: "Updates",
  count: ({ history }) => history.updates.length,
  open: (desk) =>
    listing<Update>({
      items: () => desk.history.updates,
      empty: "No update came yet.",
      row: (update) => [
        el("span.name", `Frame ${update.number}`),
        el("span.dim.grow", reason(update)),
        el("span.dim", `${operations(update.ops).length} op.`),
        el("span.dim", size(update.bytes)),
        el("span.dim", ms(update.dom)),
      ],
      detail: (update) => detail(update, desk),
      hover: (update) => desk.highlight.show(update?.nodes ?? []),
    }),
};
