/** What runs in the measured page: the client's way from the text of a frame to the changed document, and two ways to do without. */

import { decode } from "../src/codec";
import { Page } from "../src/dom/index";
import { carried } from "../src/dom/fields";

interface Times {
  bare: number[];
  laidOut: number[];
}

const page = new Page(document, { report: (code, message, detail) => console.error(code, message, detail) });

/** Measures each change by itself and with the layout that it makes necessary. */
function time(changes: readonly (() => void)[]): Times {
  const times: Times = { bare: [], laidOut: [] };
  for (const change of changes) {
    void document.body.offsetHeight;
    const start = performance.now();
    change();
    const changed = performance.now();
    void document.body.offsetHeight;
    times.bare.push(changed - start);
    times.laidOut.push(performance.now() - start);
  }
  return times;
}

const inside = (html: string): string => html.slice(html.indexOf("<body>") + 6, html.indexOf("</body>"));

Object.assign(globalThis, {
  bench: {
    load: (): { broken: unknown[]; milliseconds: number } => {
      const start = performance.now();
      const broken = page.load(-1);
      return { broken, milliseconds: performance.now() - start };
    },
    frames: (texts: readonly string[]): Times =>
      time(
        texts.map((text) => () => {
          const message = decode(text);
          if (!("ops" in message)) throw new Error(`expected a frame with operations, got ${text.slice(0, 80)}`);
          const broken = page.apply(message.ops, [carried([])]);
          if (broken.length) throw new Error(`a frame broke the page: ${JSON.stringify(broken)}`);
        }),
      ),
    morph: (pages: readonly string[]): Times => time(pages.map((html) => () => page.replaceAll(html, [carried([])]))),
    /** The rival gets only what stands inside `body`, without the time of taking it out of the page. */
    innerHTML: (pages: readonly string[]): Times =>
      time(pages.map(inside).map((html) => () => void (document.body.innerHTML = html))),
    /** The document as text, to be compared with a page that was navigated to. */
    shown: (): string => `${document.title}${document.body.outerHTML}`,
  },
});
