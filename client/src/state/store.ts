/**
 * State that lives in this tab's page only: what handlers publish and what scripts set, for everyone on the page to read and to follow.
 *
 * What a handler will publish is shown before the server has said so; when it says something else, or nothing, that counts.
 */

import type { Json } from "../messages";

type Value = Json | undefined;
/** Hears that a key has another value. */
export type Heard = (value: Value, previous: Value, key: string) => void;

/** What every script may use, as `djust.state`. */
export type SharedState = {
  get(key: string): Value;
  set(key: string, value: Json): void;
  /** Calls the function whenever the value changes; returns how to end that. */
  subscribe(key: string, heard: Heard): () => void;
  /** All keys with their values as they are now. */
  snapshot(): Record<string, Value>;
};

type Entry = readonly [key: string, value: Value];

/** … and what the client itself needs of it. */
export interface Store {
  readonly shared: SharedState;
  get(key: string): Value;
  /** Takes over what the server says; `tell` makes it known. */
  confirm(entries: Iterable<Entry>): void;
  /** Shows values until whoever they come from is over. */
  expect(from: object, entries: readonly Entry[]): void;
  over(from: object): void;
  /** Lets everyone know what changed. */
  tell(): void;
  /** Calls the function when any key has another value, after those who follow that one. */
  follow(heard: Heard): void;
}

export function createStore(): Store {
  const confirmed = new Map<string, Value>();
  let expected: (readonly [from: object, entries: readonly Entry[]])[] = [];
  let shown = new Map<string, Value>();
  const followers = new Map<string, Set<Heard>>();
  const always: Heard[] = [];

  const get = (key: string): Value => shown.get(key);

  function tell(): void {
    const before = shown;
    shown = new Map([...confirmed, ...expected.flatMap(([, entries]) => entries)]);
    for (const key of new Set([...before.keys(), ...shown.keys()])) {
      const [value, previous] = [get(key), before.get(key)];
      if (JSON.stringify(value) === JSON.stringify(previous)) continue;
      for (const heard of [...(followers.get(key) ?? []), ...always])
        try {
          heard(value, previous, key);
        } catch (error) {
          // One follower's mistake is not the others'.
          reportError(error);
        }
    }
  }

  return {
    get,
    tell,
    follow: (heard) => always.push(heard),
    confirm: (entries) => [...entries].forEach(([key, value]) => confirmed.set(key, value)),
    expect(from, entries) {
      expected.push([from, entries]);
      tell();
    },
    over(from) {
      expected = expected.filter(([each]) => each !== from);
      tell();
    },
    shared: {
      get,
      set(key, value) {
        JSON.stringify(value);
        // Said later than what is still expected, it counts.
        expected = expected.map(([from, entries]) => [from, entries.filter(([each]) => each !== key)]);
        confirmed.set(key, value);
        tell();
      },
      subscribe(key, heard) {
        const all = followers.get(key) ?? new Set();
        // The same function may follow twice, and end each by itself.
        const each: Heard = (...told) => heard(...told);
        followers.set(key, all.add(each));
        return () => void all.delete(each);
      },
      snapshot: () => Object.fromEntries(shown),
    },
  };
}
