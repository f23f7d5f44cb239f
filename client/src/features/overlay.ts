/** Under DEBUG: shows each complaint over the page, with what a developer needs. In a shadow tree, so that no style of the page reaches it. */

import { claim } from "../dom/marks";
import type { Complaint } from "../errors";
import type { Feature } from "../feature";

const CSS = `:host{all:initial;position:fixed;z-index:2147483001;inset:auto 0 0;display:block;max-height:70vh;overflow:auto;font:15px/1.5 system-ui,sans-serif;color:#e8eaf0;background:#171a23;border-top:4px solid #ff5d6c;box-shadow:0 -8px 40px #0007}
main{max-width:60rem;margin:auto;padding:1.2rem 1.5rem 1.6rem}
h2{margin:0 3rem .5rem 0;font-size:1.15rem;color:#fff}
code,pre{font:13px/1.55 ui-monospace,monospace}
code{padding:.15rem .5rem;border-radius:.3rem;background:#ff5d6c2b;color:#ff98a2}
pre{margin:.9rem 0;padding:.9rem;border-radius:.5rem;background:#0d0f15;white-space:pre-wrap;overflow-wrap:anywhere}
p{margin:.4rem 0;color:#b5bccd}
button{float:right;padding:.25rem .7rem;border:1px solid #4a5268;border-radius:.4rem;background:none;color:inherit;font:inherit;cursor:pointer}
button:focus-visible{outline:2px solid #8ab4ff}`;

/** What to do, by the beginning of the code; the detail says the rest. */
const HINTS: Record<string, string> = {
  "handler.unknown": "Only methods marked @event_handler can be called from the page.",
  "handler.failed": "The method raised; the view's state was put back. The traceback is in the server's log too.",
  "render.failed": "The template could not be drawn with the new state, so the state was put back.",
  "params.": "The values that the page sent do not fit the method's annotations.",
  "permission.": "The user of this page may not call this method.",
  "attribute.": "A dj- or data- attribute in the template cannot be read.",
  "page.": "Something outside djust changed what the template drew. dj-update=\"ignore\" keeps a subtree out of it.",
};

export const overlay: Feature = {
  name: "overlay",
  install({ document, config, signal }) {
    if (!config.debug) return;
    const host = claim(document.createElement("djust-overlay"));
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
      const hint = Object.keys(HINTS).find((start) => code.startsWith(start));
      if (hint) main.append(element("p", HINTS[hint]!));
      if (detail) main.append(element("pre", detail instanceof Error ? `${detail.stack}` : `${detail}`));
      // Read out at once, without taking the focus from what is being typed.
      main.setAttribute("role", "alert");
      shadow.replaceChildren(main);
      document.documentElement.append(host);
    }

    document.addEventListener("djust:error", (event) => event.defaultPrevented || show((event as CustomEvent<Complaint>).detail), { signal });
    document.addEventListener("keydown", (event) => event.key === "Escape" && close(), { signal });
  },
};
