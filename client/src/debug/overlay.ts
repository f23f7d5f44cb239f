/** Shows each complaint over the page, with what a developer needs. In a shadow tree, so that no style of the page reaches it. */

import type { Complaint } from "../errors";
import { hint } from "./hints";

const CSS = `:host{all:initial;position:fixed;z-index:2147483001;inset:auto 0 0;display:block;max-height:70vh;overflow:auto;font:15px/1.5 system-ui,sans-serif;color:#e8eaf0;background:#171a23;border-top:4px solid #ff5d6c;box-shadow:0 -8px 40px #0007}
main{max-width:60rem;margin:auto;padding:1.2rem 1.5rem 1.6rem}
h2{margin:0 3rem .5rem 0;font-size:1.15rem;color:#fff}
code,pre{font:13px/1.55 ui-monospace,monospace}
code{padding:.15rem .5rem;border-radius:.3rem;background:#ff5d6c2b;color:#ff98a2}
pre{margin:.9rem 0;padding:.9rem;border-radius:.5rem;background:#0d0f15;white-space:pre-wrap;overflow-wrap:anywhere}
p{margin:.4rem 0;color:#b5bccd}
button{float:right;padding:.25rem .7rem;border:1px solid #4a5268;border-radius:.4rem;background:none;color:inherit;font:inherit;cursor:pointer}
button:focus-visible{outline:2px solid #8ab4ff}`;

/** Begins to show complaints, until the signal ends it. */
export function overlay(document: Document, signal: AbortSignal): void {
  const host = document.createElement("djust-overlay");
  const shadow = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  shadow.adoptedStyleSheets = [sheet];
  const close = (): void => host.remove();

  function element(name: string, ...children: (string | Node)[]): HTMLElement {
    const made = document.createElement(name);
    made.append(...children);
    return made;
  }

  function show({ code, message, handler, detail }: Complaint): void {
    const button = element("button", "Dismiss (Esc)");
    button.onclick = close;
    const main = element("main", button, element("h2", message), element("p", element("code", code), handler ? ` in ${handler}` : ""));
    const advice = hint(code);
    if (advice) main.append(element("p", advice));
    if (detail) main.append(element("pre", detail instanceof Error ? `${detail.stack}` : `${detail}`));
    // Read out at once, without taking the focus from what is being typed.
    main.setAttribute("role", "alert");
    shadow.replaceChildren(main);
    document.documentElement.append(host);
  }

  document.addEventListener("djust:error", (event) => event.defaultPrevented || show((event as CustomEvent<Complaint>).detail), { signal });
  document.addEventListener("keydown", (event) => event.key === "Escape" && close(), { signal });
}
