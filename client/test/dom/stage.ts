/** A document of its own for each test, served as a page is: parsed by a navigation, not by `innerHTML`. */

import { expect } from "vitest";

import { Page } from "../../src/dom";
import { carried } from "../../src/dom/fields";
import type { Carried } from "../../src/dom/fields";
import type { Op, Path } from "../../src/messages";

export interface Stage {
  readonly document: Document;
  readonly page: Page;
  /** What `load` said. */
  readonly broken: Path[];
  /** Applies operations as the reply to an event that left just now. */
  apply(...ops: Op[]): Path[];
  /** Applies operations as the reply to these events (null: to none at all). */
  answer(answered: readonly Carried[] | null, ...ops: Op[]): Path[];
  $<T extends Element = HTMLElement>(selector: string): T;
  all(selector: string): HTMLElement[];
  /** The page's body as it would be without marks. */
  html(): string;
}

/** The number of marks in marked HTML. */
export function countMarks(html: string): number {
  return [...html.matchAll(/<!--(\{.*?|\}|,)-->| dj(=[@!]\.?)?(?=>| \/>)/g)].length;
}

/** Loads a page whose body is `body` (or that is `body`, when that is a whole document) and starts the DOM engine on it. */
export async function load(body: string, marks?: number): Promise<Stage> {
  const source = /^<(!doctype|html)/i.test(body) ? body : `<!doctype html><title>Page</title><body>${body}</body>`;
  const frame = window.document.createElement("iframe");
  frame.style.cssText = "width: 600px; height: 400px";
  const loaded = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
  frame.src = URL.createObjectURL(new Blob([source], { type: "text/html; charset=utf-8" }));
  window.document.body.replaceChildren(frame);
  await loaded;
  const document = frame.contentDocument as Document;
  return start(document, marks ?? countMarks(source));
}

function start(document: Document, marks: number): Stage {
  const page = new Page(document);
  const broken = page.load(marks);
  return {
    document,
    page,
    broken,
    apply: (...ops) => page.apply(ops, [carried([])]),
    answer: (answered, ...ops) => page.apply(ops, answered),
    $: <T extends Element>(selector: string) => {
      const found = document.querySelector<T>(selector);
      expect(found, selector).not.toBeNull();
      return found as T;
    },
    all: (selector) => [...document.querySelectorAll<HTMLElement>(selector)],
    html: () => document.body.innerHTML.replaceAll(/<!--(\{.*?|\}|,)-->| dj="[@!.]*"/g, ""),
  };
}

/** What changes in a document while `change` runs: one line a mutation record. */
export function mutations(document: Document, change: () => void): string[] {
  const observer = new MutationObserver(() => {});
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  change();
  const records = observer.takeRecords();
  observer.disconnect();
  return records.map(({ type, target, attributeName, addedNodes, removedNodes }) => {
    const name = target instanceof (document.defaultView as typeof window).Element ? target.localName : `${target.parentElement?.localName}/#text`;
    return [name, type, attributeName, type === "childList" && `+${addedNodes.length} -${removedNodes.length}`].filter(Boolean).join(" ");
  });
}
