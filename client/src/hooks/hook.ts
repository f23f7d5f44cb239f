/** The contract of a hook: what authors write, and what they are given. Declared for them in `djust.d.ts`. */

import type { Extras, Json } from "../messages";
import type { Params } from "../types";

/** What an author puts under a name into `djust.hooks`: an object, or a class. */
export interface Hook {
  /** The element has come into the page; its parts are there. */
  mounted?(this: Mounted): void;
  /** An update has changed the element, or something in it. */
  updated?(this: Mounted): void;
  /** The element has left the page. */
  destroyed?(this: Mounted): void;
  /** The server cannot be reached; and it can again. */
  disconnected?(this: Mounted): void;
  reconnected?(this: Mounted): void;
}

/** What `this` is in a hook. */
export interface Mounted extends Hook {
  readonly el: Element;
  /** Calls a handler of the view; resolves to what it gave `push_reply`, else to null; rejected with an `Error` that has a `code`. */
  pushEvent(handler: string, params?: Params): Promise<Json>;
  /** Calls `hear` with what the view pushes under this name, while the element is there; returns what ends that. */
  handleEvent(name: string, hear: (payload: Json) => void): () => void;
}

export type Hooks = Readonly<Record<string, Hook | (new () => Hook)>>;
/** Sends an event from an element; `told` is called with what the reply brought, or with nothing when there was none. */
export type Send = (element: Element, handler: string, params: Params, told: (reply?: Extras) => void) => void;
