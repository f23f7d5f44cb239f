/** The parts of the template, what each reads, and why a region is updated as a whole. */

import type { Tab } from "../desk";
import { el } from "../elements";

const REASON = /\bbecause\b/;

/** Which parts are updated as a whole, and why: a reason stands below the line of its part, or behind an element's name. */
export function reasons(report: string): string[] {
  const found = new Set<string>();
  let part = "";
  for (const line of report.split("\n").map((each) => each.trim())) {
    if (/^(\d+|-) /.test(line)) part = line.replace(/\s+reads .*/, "").replace(/\s+/g, " ");
    else if (line.startsWith("because")) found.add(part ? `part ${part}: ${line}` : line);
    else if (REASON.test(line) && ![...found].some((each) => each.endsWith(line.slice(line.search(REASON))))) found.add(line);
  }
  return [...found];
}

export const template: Tab = {
  name: "template",
  title: "Template",
  open({ page, history }) {
    const element = el("div.scroll");
    let shown = -1;
    function update(): void {
      const broken = history.log.filter(({ what }) => what === "broken");
      if (broken.length === shown) return;
      shown = broken.length;
      const { report = "" } = page() ?? {};
      const found = reasons(report);
      element.replaceChildren(
        el("h3", "Why a region is updated as a whole"),
        ...(found.length ? found.map((line) => el("p.reason", line)) : [el("p", "Nothing is: every dynamic place of this template is a part of its own.")]),
        ...broken.map(({ about }) => el("p.reason", `in this page: ${about}`)),
        el("h3", "All parts"),
        report ? el("pre", ...report.split("\n").map((line) => el(REASON.test(line) ? "mark" : "span", `${line}\n`))) : el("p.empty", "The server has said nothing about the template."),
      );
    }
    return { element, update };
  },
};
