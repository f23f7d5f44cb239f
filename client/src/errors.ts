/** Complaints: one function, a stable code, a console line and a DOM event. Tools listen to the event; nothing here knows them. */

import type { Action } from "./types";

/** Who has to act: the author of the app, whoever runs the server, the network between, or the person at the page. */
export type Who = "app" | "server" | "network" | "user";

/** The detail of `djust:error`. */
export interface Complaint {
  readonly code: string;
  /** Fit to be shown to the person at the page. */
  readonly message: string;
  readonly who: Who;
  /** What a developer needs; from the server only under DEBUG. */
  readonly detail: unknown;
  readonly handler: string | undefined;
}

/**
 * A mistake in the template that ends an action before it is sent; thrown as it is, since nobody asks where it came from. What to write instead says
 * `debug/hints.ts`, by the code.
 */
export type Mistake = readonly [code: string, detail: string, message?: string];

/** Dispatches `djust:<name>` on the element, or on the document when the element has gone. */
export function announce(name: string, detail = {}, element?: Element): void {
  (element?.isConnected ? element : document).dispatchEvent(new CustomEvent("djust:" + name, { bubbles: true, cancelable: true, detail }));
}

/** Says what went wrong, where developers look (the console) and where programs do (`djust:error`). */
export function report(code: string, message: string, who: Who, detail?: unknown, { element, handler }: Partial<Action> = {}): void {
  console.error(`djust ${code}: ${message}`, detail ?? "");
  announce("error", { code, message, who, detail, handler } satisfies Complaint, element);
}

/** Does what reads the template's attributes; a mistake in them becomes a complaint. */
export function attempt(element: Element, act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!Array.isArray(error)) throw error;
    const [code, detail, message = "This part of the page does not work."] = error as unknown as Mistake;
    report(code, message, "app", detail, { element });
  }
}

/** What the debug log (`debug/log.ts`, a script of its own) gets: a handler or a key, what was decided, and what it is about. */
export type Log = (name: string, decision: string, ...about: readonly unknown[]) => void;

/** Tells the debug log, while there is one, what was decided about an action or a key. */
export function trace(of: Action | string, decision: string, about?: unknown): void {
  // A text has neither.
  const { handler = of, element = about } = of as Partial<Action>;
  (globalThis as { djust?: { log?: Log } }).djust?.log?.(handler as string, decision, element);
}
