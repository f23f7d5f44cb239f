/** The parts of the template, what each reads, and why a region is updated as a whole. */

import type { Tab } from "../desk";
import { el } from "../elements";

/** Lines of the report that give a reason. */
export const reasons = (report: string): string[] => [...new Set(report.split("\n").filter((line) => /\bbecause\b/.test(line)).map((line) => line.trim()))];

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
        report ? el("pre", ...report.split("\n").map((line) => el(/\bbecause\b/.test(line) ? "mark" : "span", `${line}\n`))) : el("p.empty", "The server has said nothing about the template."),
      );
    }
    return { element, update };
  },
};
