/** The wire as the browser spells it (docs/internals/wire.md); the other side is `djust/protocol/messages.py`. */

/** What a value may be in a message. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Operation codes: the second item of an operation, where it is not the text itself. */
export const APPEND = 1;
export const REPLACE = 2;
export const ATTRIBUTES = 3;
export const START_TAG = 4;
export const INSIDE = 5;
export const MORPH = 6;
export const LIST = 7;
export const ROWS = 8;

/** The number that stands for the whole document, only with `MORPH`. */
export const DOCUMENT = -1;

export type Attributes = Readonly<Record<string, string | null>>;
/** `i` · `[start, count]` · `[start, count, step]` · `[-1, count]` */
export type Run = number | Several;
type Several = readonly [start: number, count: number, step?: number];
/** Where the rows of an order stood before, one by one; below 0: they are new. */
export const places = (order: readonly Run[]): number[] =>
  order.flatMap((run) => {
    const [start, count, step = start < 0 ? 0 : 1] = (run as Several)[1] ? (run as Several) : [+run, 1];
    return Array.from({ length: count }, (_, i) => start + i * step);
  });

/** `[i, ops, i, ops, …]` */
export type RowOps = readonly (number | readonly Op[])[];

export type Op =
  | readonly [part: number, text: string]
  | readonly [part: number, code: typeof APPEND, tail: string]
  | readonly [part: number, code: typeof REPLACE, html: string]
  | readonly [part: number, code: typeof ATTRIBUTES, attributes: Attributes]
  | readonly [part: number, code: typeof START_TAG, source: string]
  | readonly [part: number, code: typeof INSIDE, ops: readonly Op[]]
  | readonly [part: number, code: typeof MORPH, html: string]
  | readonly [part: number, code: typeof LIST, order: readonly Run[], html?: string, rows?: RowOps]
  | readonly [part: number, code: typeof ROWS, ...rows: RowOps];

/** part, (row,) part, (row,) …: the way to a range; `[]` is the whole document. */
export type Path = number[];

/** What is written above a handler, as far as the browser has to know (docs/internals/wire.md, 8). */
export interface Brief {
  /** `@debounce`: milliseconds without another one, and after which it goes even so. */
  readonly d?: readonly [wait: number, longest?: number];
  /** `@throttle`: milliseconds between two, and which edges of them count. */
  readonly t?: readonly [interval: number, leading?: number, trailing?: number];
  /** `@cache`: milliseconds that an outcome is good for, and the parameters it belongs to. */
  readonly c?: readonly [ttl: number, keys: readonly string[]];
  /** `@client_state`: the parameters that are published, and how each is converted, if it is. */
  readonly s?: readonly (string | readonly [name: string, kind: string])[];
  /** `@optimistic`: its program. */
  readonly o?: Json;
  /** Its parameters in order, where a value is looked up by its name. */
  readonly p?: readonly string[];
}

export interface WireError {
  readonly code: string;
  readonly text: string;
  readonly detail?: string;
  /** With `rate.limited`: seconds until the next one is taken. */
  readonly wait?: number;
}

/** What a frame may bring besides operations. */
/** Where the session cookie is to be had, and for what. */
export type Ticket = readonly [url: string, ticket: string];

/** The number under which the server keeps an outcome, and how it is shown; 0: it is none any more. */
export type Kept = readonly [id: number, ops?: readonly Op[]];

export interface Extras {
  readonly ref?: number;
  readonly error?: WireError;
  readonly more?: string;
  readonly done?: readonly string[];
  readonly to?: string;
  readonly events?: readonly (readonly [name: string, payload: Json])[];
  /** What the handler gave `push_reply`. */
  readonly reply?: Json;
  readonly html?: string;
  readonly cookie?: Ticket;
  readonly pending?: boolean;
  /** What the browser may know of the page's state, as far as it changed: `[slot, value, …]`. */
  readonly state?: readonly Json[];
  /** What an event like this one may show from now on, before it is answered. */
  readonly cache?: Kept;
  /** Of a join: what became of the page. */
  readonly how?: string;
  /** What a handler publishes in the browser. */
  readonly publish?: Readonly<Record<string, Json>>;
  /** Of a resume: those that were lost on the way. */
  readonly replies?: readonly Extras[];
}

// Browser → server.

/** A message in the shape it travels in. */
export type Upward =
  | readonly ["join", { readonly session: string; readonly url: string; /** Only while it says what is on the page. */ readonly digest: string | undefined }]
  | readonly ["resume", { readonly key: string; readonly frame: number; readonly url: string }]
  | readonly ["ack", frame: number]
  | readonly ["broken", path: Path]
  | readonly ["ping"]
  | UpwardEvent;

export type UpwardEvent = readonly [ref: number, ack: number, call: string, ...rest: Json[]];

/** The one that is written in as few bytes as it can be. */
export const upward = {
  event: (ref: number, ack: number, call: string, params: Readonly<Record<string, Json>>, types: Readonly<Record<string, string>> = {}, cached?: number): UpwardEvent =>
    cached ? [ref, ack, call, params, types, cached] : Object.keys(types)[0] ? [ref, ack, call, params, types] : [ref, ack, call, params],
};

// Server → browser.

export type Joined = {
  readonly key: string;
  readonly frame: number;
  readonly how: "adopted" | "same" | "values" | "body";
  readonly ops?: readonly Op[];
  readonly html?: string;
  readonly state?: readonly Json[];
};

export type Resumed = {
  readonly frame: number;
  readonly ref: number;
  readonly ops: readonly Op[];
  readonly replies: readonly Extras[];
  /** What the page resumes with from now on, where that is something else. */
  readonly key?: string;
  readonly state?: readonly Json[];
};

export type Refused = {
  readonly code: string;
  readonly text: string;
  readonly to?: string;
  readonly detail?: string;
};

/** What follows may need the morph (11): where it is. */
export interface Morph {
  readonly url: string;
}

/** Who hears what the server says. */
export interface Heard {
  joined(message: Joined): void;
  resumed(message: Resumed): void;
  refused(message: Refused): void;
  morph(message: Morph): void;
  frame(frame: number, refs: readonly number[], ops: readonly Op[], extras: Extras): void;
  pong?(): void;
}

/** Hands on what the server sent. The server is ours: its messages are trusted to have their shape. */
export function hear([head, second, ops, extras = {}]: readonly unknown[], by: Heard): void {
  if (typeof head === "string") by[head as "joined"]?.(second as Joined);
  else by.frame(head as number, [second as number].flat(), ops as Op[], extras as Extras);
}
