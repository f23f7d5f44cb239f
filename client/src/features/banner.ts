/**
 * Says that the connection is lost, and when something may not have been done. An app restyles `.dj-banner`, or hides it: the rules
 * weigh nothing. `dj-disconnected` stands on <html> meanwhile.
 */

import { claim } from "../dom/marks";
import type { Feature } from "../feature";

const CSS = `:where(.dj-banner){position:fixed;z-index:2147483000;inset:auto 1rem 1rem;margin:auto;width:fit-content;max-width:calc(100% - 2rem);box-sizing:border-box;padding:.6rem 1.1rem;border-radius:.6rem;background:#1f2430;color:#fff;font:500 .9rem/1.4 system-ui,sans-serif;box-shadow:0 4px 20px #0005}`;
/** A loss that mends at once is not worth a word. */
const PATIENCE = 400;
const NOTICE = 10_000;

export const banner: Feature = {
  name: "banner",
  install({ document, style, signal }) {
    const root = document.documentElement;
    const element = claim(document.createElement("div"));
    element.className = "dj-banner";
    element.setAttribute("role", "status");
    let timer: ReturnType<typeof setTimeout> | undefined;

    function show(text: string): void {
      // Outside the body: the page's own layout and updates do not meet it.
      root.append(element);
      element.textContent = text;
    }
    function later(what: () => void, delay: number): void {
      clearTimeout(timer);
      timer = setTimeout(what, delay);
    }

    style(CSS);
    document.addEventListener("djust:disconnected", () => {
      root.classList.add("dj-disconnected");
      later(() => show("Connection lost. Reconnecting…"), PATIENCE);
    }, { signal });
    document.addEventListener("djust:connected", () => {
      root.classList.remove("dj-disconnected");
      clearTimeout(timer);
      element.remove();
    }, { signal });
    document.addEventListener("djust:uncertain", (event) => {
      if (event.defaultPrevented) return;
      show("Connected again. What you did last may not have been done: please check.");
      later(() => element.remove(), NOTICE);
    }, { signal });
  },
};
