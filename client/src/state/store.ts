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
  /** Calls the function whenever the value changes (of any key, where none is given); returns how to end that. */
  subscribe(key: string | null, heard: Heard): () => void;
  /** All keys with their values as they are now. */
  snapshot(): Record<string, Value>;
};

type Entry = readonly [key: string, value: Value];

/** … and what the client itself needs of it. */
export interface Store {
  readonly shared: SharedState;
  /** Takes over what the server says, but for some keys; `tell` makes it known. */
  confirm(values: Readonly<Record<string, Value>> | undefined, except?: (key: string) => boolean): void;
  /** Shows a value until whoever it comes from is over. */
  expect(from: object, key: string, value: Value): void;
  over(from: object): void;
  /** Lets everyone know what changed. */
  tell(): void;
}

export function createStore(): Store {
  const confirmed = new Map<string, Value>();
  let expected: (readonly [key: string, value: Value, from: object])[] = [];
  let shown = new Map<string, Value>();
  let followers: (readonly [key: string | null, heard: Heard])[] = [];

  const get = (key: string): Value => shown.get(key);

  function tell(): void {
    const before = shown;
    shown = new Map([...confirmed, ...(expected as readonly unknown[] as Entry[])]);
    for (const key of new Map([...before, ...shown]).keys()) {
      const previous = before.get(key);
      if (JSON.stringify(get(key)) === JSON.stringify(previous)) continue;
      for (const [wanted, heard] of followers)
        try {
          if (key === (wanted ?? key)) heard(get(key), previous, key);
        } catch (error) {
          // One follower's mistake is not the others'.
          reportError(error);
        }
    }
  }

  return {
    tell,
    confirm(values = {}, except) {
      for (const [key, value] of Object.entries(values)) if (!except?.(key)) confirmed.set(key, value);
    },
    expect(from, key, value) {
      expected.push([key, value, from]);
      tell();
    },
    over(from) {
      expected = expected.filter(([, , each]) => each !== from);
      tell();
    },
    shared: {
      get,
      set(key, value) {
        // What cannot be compared cannot be shared.
        JSON.stringify(value);
        // Said later than what is still expected, it counts.
        expected = expected.filter(([each]) => each !== key);
        confirmed.set(key, value);
        tell();
      },
      subscribe(...follower) {
        followers = [...followers, follower];
        return () => void (followers = followers.filter((each) => each !== follower));
      },
      snapshot: () => Object.fromEntries(shown),
    },
  };
}
