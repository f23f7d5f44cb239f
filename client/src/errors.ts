/** Complaints: one function, a stable code, a console line and a DOM event. Tools listen to the event; nothing here knows them. */

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

/** A mistake in the page that ends an action before it is sent; it becomes a complaint. */
export class PageError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly detail = "",
  ) {
    super(message);
  }
}

/** Dispatches `djust:<name>` on the element, or on the document when the element has gone. */
export function announce(name: string, detail: object, element?: Element): CustomEvent {
  const event = new CustomEvent("djust:" + name, { bubbles: true, cancelable: true, detail });
  (element?.isConnected ? element : document).dispatchEvent(event);
  return event;
}

/** Says what went wrong, where developers look (the console) and where programs do (`djust:error`). */
export function report(code: string, message: string, who: Who, detail?: unknown, element?: Element, handler?: string): void {
  console.error(`djust ${code}: ${message}`, ...(detail ? [detail] : []));
  announce("error", { code, message, who, detail, handler } satisfies Complaint, element);
}
