/**
 * Shows each complaint over the page, with what a developer needs: what failed, the author's line, what it was called with, and what to do.
 * In a shadow tree, so that no style of the page reaches it.
 */

import type { Complaint } from "../errors";
import { hint } from "./hints";
import type { History, Occurrence } from "./history";

const CSS = `:host{all:initial;position:fixed;z-index:2147483001;inset:auto 0 0;display:block;max-height:70vh;overflow:auto;font:15px/1.5 system-ui,sans-serif;color:#e8eaf0;background:#171a23;border-top:4px solid #ff5d6c;box-shadow:0 -8px 40px #0007}
section{max-width:60rem;margin:auto;padding:1.2rem 1.5rem 1.6rem}
h2{margin:0 3rem .5rem 0;font-size:1.15rem;color:#fff}
code,pre{font:13px/1.55 ui-monospace,monospace}
code{padding:.15rem .5rem;border-radius:.3rem;background:#ff5d6c2b;color:#ff98a2}
pre{margin:.9rem 0;padding:.9rem;border-radius:.5rem;background:#0d0f15;white-space:pre-wrap;overflow-wrap:anywhere}
.line{border-left:4px solid #ff5d6c}.line b{display:block;color:#b5bccd;font-weight:400}
p{margin:.4rem 0;color:#b5bccd}.hint{color:#fff}
summary{cursor:pointer;color:#b5bccd}
dl{display:grid;grid-template-columns:max-content 1fr;gap:0 1rem;margin:.4rem 0}dt{color:#b5bccd}dd{margin:0;font:13px/1.7 ui-monospace,monospace;overflow-wrap:anywhere}
button{float:right;padding:.25rem .7rem;border:1px solid #4a5268;border-radius:.4rem;background:none;color:inherit;font:inherit;cursor:pointer}
:focus-visible{outline:2px solid #8ab4ff}`;

/** The event that a complaint is about: one of those that are just being answered. */
const eventOf = (handler: string | undefined, past?: Pick<History, "answering">): Occurrence | undefined =>
  past?.answering.find(({ name, error }) => error && name === handler);

/** A detail of the server's is a line or two, and what only some want to read: the traceback. */
function split(detail: unknown): readonly [brief: string, rest: string] {
  if (detail instanceof Error) return [`${detail.name}: ${detail.message}`, detail.stack ?? ""];
  const [brief = "", ...rest] = `${(detail as string | undefined) ?? ""}`.split(/^(?=Traceback)/m);
  return [brief.trim(), rest.join("").trim()];
}

/** Begins to show complaints, until the signal ends it. */
export function overlay(document: Document, signal: AbortSignal, past?: Pick<History, "answering">): void {
  const host = document.createElement("djust-overlay");
  const shadow = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  shadow.adoptedStyleSheets = [sheet];
  const close = (): void => host.remove();

  function element(what: string, ...children: (string | Node)[]): HTMLElement {
    const [name, className] = what.split(".");
    const made = document.createElement(name!);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  /** What the handler was called with. */
  function given({ name, call, params, types }: Occurrence): HTMLElement[] {
    const values = Object.entries(params).map(([key, value]) => [types[key] ? `${key}:${types[key]}` : key, JSON.stringify(value)] as const);
    const rows = [...(call === name ? [] : [["call", call] as const]), ...values];
    return rows.length ? [element("dl", ...rows.flatMap(([key, value]) => [element("dt", key), element("dd", value)]))] : [];
  }

  function show({ code, message, handler, detail }: Complaint): void {
    const button = element("button", "Dismiss (Esc)");
    button.onclick = close;
    const event = eventOf(handler, past);
    // What no event of the page asked for, background work and messages, is named by the server alone.
    const named = handler ?? /^(\S+) failed: /.exec(`${detail as string}`)?.[1];
    const main = element("section", button, element("h2", message), element("p", element("code", code), named ? ` in ${named}` : ""));
    const error = event?.record?.error;
    for (const { line, source } of error?.lines ?? []) main.append(element("pre.line", element("b", line), source));
    if (error) main.append(element("pre", error.text));
    else if (event?.record?.line) main.append(element("p", `Defined in ${event.record.line}`));
    if (event) main.append(...given(event));
    const advice = hint(code, error?.text);
    if (advice) main.append(element("p.hint", advice));
    const [brief, rest] = split(detail);
    if (brief && !error) main.append(element("pre", brief));
    if (rest) {
      const more = element("details", element("summary", "The whole traceback"), element("pre", rest)) as HTMLDetailsElement;
      // Where the author's line is not known, this is what says it.
      more.open = !error;
      main.append(more);
    }
    // Read out at once, without taking the focus from what is being typed.
    main.setAttribute("role", "alert");
    shadow.replaceChildren(main);
    document.documentElement.append(host);
  }

  function hear(event: Event): void {
    if (event.defaultPrevented) return;
    show((event as CustomEvent<Complaint>).detail);
    // The banner need not say it as well.
    event.preventDefault();
  }

  document.addEventListener("djust:error", hear, { signal });
  document.addEventListener("keydown", (event) => event.key === "Escape" && close(), { signal });
}
