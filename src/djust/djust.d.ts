/**
 * Types of the browser's global `djust`, for scripts of yours: `djust.call`, `djust.state`, `djust.hooks`, and the DOM events.
 *
 * Name this file under "files" in your tsconfig.json, or in a script: `/// <reference path="…/djust/djust.d.ts" />`.
 * `python -c "import djust; print(djust.__path__[0] + '/djust.d.ts')"` prints where it is.
 */

declare namespace Djust {
  /** What travels between a page and its scripts. */
  type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
  type Params = Record<string, Json>;

  /** What `call` is rejected with. */
  interface CallError extends Error {
    readonly code: string;
    readonly status: number;
    /** Only under DEBUG. */
    readonly details?: string;
  }

  /** Values that this page's handlers, scripts and bindings share. */
  interface SharedState {
    get(key: string): Json | undefined;
    set(key: string, value: Json): void;
    /** Calls `heard` when the key (`null`: any key) has another value; returns what ends that. */
    subscribe(key: string | null, heard: (value: Json | undefined, previous: Json | undefined, key: string) => void): () => void;
    /** All keys with their values as they are now. */
    snapshot(): Record<string, Json | undefined>;
  }

  /** What stands behind `dj-hook="Name"`: put it into `djust.hooks`. */
  interface Hook {
    mounted?(this: Mounted): void;
    updated?(this: Mounted): void;
    destroyed?(this: Mounted): void;
    disconnected?(this: Mounted): void;
    reconnected?(this: Mounted): void;
    /** Methods and fields of your own; in TypeScript a class says more of them. */
    [own: string]: any;
  }

  /** What `this` is in a hook. */
  interface Mounted extends Hook {
    readonly el: HTMLElement;
    /** Calls a handler; resolves to what it gave `push_reply`, else to null; rejected with an error that has a `code`. */
    pushEvent(handler: string, params?: Params): Promise<any>;
    /** Calls `hear` with what the view pushes under this name; returns what ends that. */
    handleEvent(name: string, hear: (payload: Json) => void): () => void;
  }

  interface Global {
    /** Whether the server can be reached now. */
    readonly connected: boolean;
    /** How many events are not over. */
    readonly pending: number;
    connect(): void;
    disconnect(): void;
    /** Calls a server function of a view, such as `"shop.Basket"`; rejected with a `CallError`. */
    readonly call: (view: string, name: string, params?: Params) => Promise<Json>;
    readonly state: SharedState;
    readonly stateBus: SharedState;
    /** Forgets what `@cache` would show again. */
    readonly cache: { clear(handler?: string): void };
    hooks?: Readonly<Record<string, (Hook & ThisType<Mounted>) | (new () => Hook)>>;
    /** Under DEBUG: true tells in the console what the client decides. */
    debug?: boolean;
  }

  /** What `djust:error` says. */
  interface Complaint {
    readonly code: string;
    readonly message: string;
    readonly who: "app" | "server" | "network" | "user";
    readonly detail?: unknown;
    readonly handler?: string;
  }
}

/** There once the page's script has run; scripts that come before it may set `hooks`. */
declare var djust: Djust.Global;

interface DocumentEventMap {
  "djust:connected": CustomEvent<{ readonly fresh?: boolean }>;
  "djust:disconnected": CustomEvent<{}>;
  "djust:updated": CustomEvent<{}>;
  "djust:error": CustomEvent<Djust.Complaint>;
  "djust:rate-limited": CustomEvent<{ readonly wait: number; readonly handler: string }>;
  "djust:uncertain": CustomEvent<{ readonly handler: string; readonly call: string; readonly params: Djust.Params; readonly sent: boolean }>;
  "djust:event": CustomEvent<{ readonly name: string; readonly payload: Djust.Json }>;
}
