/** What the page can call: each handler with its parameters, their types, and what is said about it. */

import type { HandlerTold, Tab } from "../desk";
import { el } from "../elements";
import type { Child } from "../elements";

function signature({ name, params }: HandlerTold): HTMLElement {
  const written = params.flatMap(({ name, type, default: given, wrong }, index): Child[] => [
    index ? ", " : "",
    el("b", name),
    type && ": ",
    type && el(wrong ? "i.wrong" : "i", type),
    given === undefined ? "" : ` = ${given}`,
  ]);
  return el("code.signature", el("strong", name), "(", ...written, ")");
}

function card(handler: HandlerTold, called: string): HTMLElement {
  const { line, description, said, params } = handler;
  const wrong = params.filter((each) => each.wrong);
  return el(
    "article",
    el("h3", signature(handler)),
    description && el("p", description),
    ...wrong.map((each) => el("p.bad", `${each.name}: ${each.wrong}`)),
    el("p.meta", said.map((each) => el("span.tag", `@${each}`)), el("span", called), el("span", line)),
  );
}

export const handlers: Tab = {
  name: "handlers",
  title: "Handlers",
  open({ page }) {
    const element = el("div.scroll");
    const told = page();
    if (!told) element.append(el("p.empty", "The server has described no handlers: is \"djust\" in INSTALLED_APPS, and DEBUG true where it runs?"));
    else {
      element.append(el("p.lead", told.view, told.template && ` · ${told.template}`));
      for (const each of told.handlers) element.append(card(each, each.called ? "called by the template" : "not called by name in the template"));
      for (const each of told.functions) element.append(card(each, "server function: djust.call()"));
      if (!told.handlers.length && !told.functions.length) element.append(el("p.empty", "This view has no handler: write @event_handler() above a method."));
    }
    return { element, update: () => undefined };
  },
};
