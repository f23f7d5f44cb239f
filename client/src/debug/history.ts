/**
 * What happened on this page, put together of what went over the wire and of what the server added to it (`debug` of a frame,
 * src/djust/debug/): events, updates, tasks, and the connection's log. Knows no document.
 */

import { hear } from "../messages";
import type { Extras, Heard, Json, Op, WireError } from "../messages";

/** Kept of each. */
const MOST = 300;

/** What the server says of one query: text, values, milliseconds, where it was asked, database. */
export type Query = readonly [sql: string, params: string, ms: number, line: string, alias: string];

/** What the server says of one event or task (src/djust/debug/record.py). */
export interface ServerRecord {
  readonly kind: "event" | "task";
  readonly name: string;
  readonly ref: number;
  readonly line: string;
  readonly params: Readonly<Record<string, string>>;
  readonly ms: Readonly<Record<string, number>>;
  readonly queries: readonly Query[];
  readonly more?: number;
  /** The lines of the author that it came through, a template's first. */
  readonly error?: { readonly lines: readonly { readonly line: string; readonly source: string }[]; readonly text: string };
}

/** Values as Python text, before and after; null where there was, or is, none. */
export type StateChange = Readonly<Record<string, readonly [before: string | null, after: string | null]>>;

interface Told {
  readonly records?: readonly ServerRecord[];
  readonly state?: StateChange;
  readonly tasks?: readonly string[];
}

/** Something that a list shows; its number is its age, its version grows when more becomes known. */
interface Entry {
  readonly id: number;
  version: number;
}

export interface Occurrence extends Entry {
  readonly ref: number;
  readonly name: string;
  /** As the template writes it: with its arguments, where it has some. */
  readonly call: string;
  readonly params: Readonly<Record<string, Json>>;
  /** Of those that are texts and mean something else. */
  readonly types: Readonly<Record<string, string>>;
  readonly sent: number;
  readonly bytes: number;
  answered?: number;
  update?: Update;
  record?: ServerRecord;
  error?: WireError;
  /** Nobody will ever answer it. */
  lost?: boolean;
}

export interface Update extends Entry {
  readonly how: "frame" | "joined" | "resumed";
  readonly number: number;
  readonly refs: readonly number[];
  readonly ops: readonly Op[];
  readonly extras: Extras;
  readonly told: Told;
  readonly at: number;
  readonly bytes: number;
  /** Milliseconds until the page had dealt with it, and the nodes that were touched. */
  dom: number;
  nodes: readonly Node[];
}

export interface Task extends Entry {
  readonly name: string;
  readonly began: number;
  ended?: number;
  record?: ServerRecord;
  error?: WireError;
}

export interface Moment extends Entry {
  readonly at: number;
  readonly what: string;
  readonly about: string;
}

export interface History {
  readonly events: Occurrence[];
  readonly updates: Update[];
  readonly tasks: Task[];
  readonly log: Moment[];
  /** What the page is being given now. */
  readonly current: Update | undefined;
  /** The events that it answers. */
  readonly answering: readonly Occurrence[];
  note(what: string, about?: string): void;
  up(text: string): void;
  /** A text has come; `deliver` gives it to the page, and returns what that touched. */
  down(text: string, deliver: () => readonly Node[]): void;
  clear(): void;
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** Begins to remember; `changed` is called when there is something new. */
export function history(changed: () => void, now: () => number = () => performance.now()): History {
  const events: Occurrence[] = [];
  const updates: Update[] = [];
  const tasks: Task[] = [];
  const log: Moment[] = [];
  const open = new Map<number, Occurrence>();
  let last = 0;
  let current: Update | undefined;
  let answering: readonly Occurrence[] = [];

  function add<T extends Entry>(list: T[], entry: Omit<T, "id" | "version">): T {
    const added = { ...entry, id: ++last, version: 0 } as T;
    list.push(added);
    if (list.length > MOST) list.shift();
    changed();
    return added;
  }
  const note = (what: string, about = ""): void => void add<Moment>(log, { at: now(), what, about });

  function up(text: string): void {
    const [head, second, ...rest] = JSON.parse(text) as [number | string, unknown, ...unknown[]];
    if (typeof head === "number") {
      const [call, params = {}, types = {}] = rest as [string, Occurrence["params"]?, Occurrence["types"]?];
      const name = call.split("(")[0]!.trim();
      if (open.has(head)) note("sent again", `${name}, event ${head}`);
      else open.set(head, add<Occurrence>(events, { ref: head, name, call, params, types, sent: now(), bytes: bytesOf(text) }));
    } else if (head === "broken") note("broken", `the place ${JSON.stringify(second)} does not hold; it is asked for whole`);
    else if (head === "join" || head === "resume") note(`${head}…`, head === "resume" ? `from frame ${(second as { frame: number }).frame}` : "");
  }

  /** These events are answered. */
  function answer(refs: readonly number[], update: Update): Occurrence[] {
    return refs.flatMap((ref) => {
      const event = open.get(ref);
      open.delete(ref);
      if (!event) return [];
      event.answered = update.at;
      event.update = update;
      if (update.extras.error) event.error = update.extras.error;
      const record = update.told.records?.find((each) => each.ref === ref);
      if (record) event.record = record;
      event.version++;
      return [event];
    });
  }

  /** What an answer says of background work, and what the server says of it. */
  function follow(extras: Extras, { records = [], tasks: running = [] }: Told): void {
    const isOpen = (name: string): Task | undefined => tasks.findLast((task) => task.name === name && !task.ended);
    for (const name of [...(extras.more ? [extras.more] : []), ...running]) if (!isOpen(name)) add<Task>(tasks, { name, began: now() });
    for (const name of extras.done ?? []) {
      const task = isOpen(name) ?? add<Task>(tasks, { name, began: now() });
      task.ended = now();
      const record = records.find((each) => each.kind === "task" && each.name === name);
      if (record) task.record = record;
      if (extras.error) task.error = extras.error;
      task.version++;
    }
  }

  function apply(update: Update, deliver: () => readonly Node[]): void {
    const began = now();
    current = update;
    try {
      update.nodes = deliver();
    } finally {
      update.dom = now() - began;
      current = undefined;
      answering = [];
      update.version++;
      changed();
    }
  }

  const receive = (text: string, deliver: () => readonly Node[]): Heard => ({
    frame(number, all, ops, extras) {
      const { debug: told = {}, ...said } = extras as Extras & { debug?: Told };
      const refs = all.filter(Boolean);
      // As it would be without us.
      const bare = [...(JSON.parse(text) as unknown[]).slice(0, 3), ...(Object.keys(said).length ? [said] : [])];
      const bytes = bytesOf(JSON.stringify(bare));
      const update = add<Update>(updates, { how: "frame", number, refs, ops, extras: said, told, at: now(), bytes, dom: 0, nodes: [] });
      answering = answer(refs, update);
      follow(said, told);
      apply(update, deliver);
    },
    joined({ how, ops = [], html }) {
      note("joined", how === "adopted" ? "the page that was served" : how === "same" ? "mounted anew; it shows the same" : `mounted anew; ${how} came`);
      for (const event of open.values()) {
        event.lost = true;
        event.version++;
      }
      open.clear();
      const update = { how: "joined" as const, number: 0, refs: [], ops, extras: {}, told: {}, at: now(), bytes: bytesOf(text), dom: 0, nodes: [] };
      if (ops.length || html) apply(add<Update>(updates, update), deliver);
      else deliver();
    },
    resumed({ frame: number, ref, ops, replies }) {
      note("resumed", `frame ${number}; events up to ${ref} are answered${replies.length ? `, ${replies.length} of them by replies that had been lost` : ""}`);
      const refs = [...open.keys()].filter((each) => each <= ref);
      const update = add<Update>(updates, { how: "resumed", number, refs, ops, extras: {}, told: {}, at: now(), bytes: bytesOf(text), dom: 0, nodes: [] });
      answering = answer(refs, update);
      for (const reply of replies) {
        follow(reply, {});
        const event = answering.find((each) => each.ref === reply.ref);
        if (event && reply.error) event.error = reply.error;
      }
      apply(update, deliver);
    },
    refused({ code, text: said, to }) {
      note("refused", `${code}: ${said}${to ? ` → ${to}` : ""}`);
      deliver();
    },
    pong: deliver,
    morph: deliver,
  });

  return {
    events,
    updates,
    tasks,
    log,
    get current() {
      return current;
    },
    get answering() {
      return answering;
    },
    note,
    up,
    down: (text, deliver) => hear(JSON.parse(text) as unknown[], receive(text, deliver)),
    clear() {
      for (const list of [events, updates, tasks, log]) list.length = 0;
      changed();
    },
  };
}
