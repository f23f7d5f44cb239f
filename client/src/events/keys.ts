/** Key filters: which spellings of `dj-keydown.enter` mean the key that was pressed. */

const SHORT: Record<string, string> = {
  " ": "space",
  escape: "esc",
  arrowup: "up",
  arrowdown: "down",
  arrowleft: "left",
  arrowright: "right",
  delete: "del",
};

/** The kinds that a key event answers to: without a filter, by the key's own name, and by its short one. */
export function keyed(kind: string, event: KeyboardEvent): string[] {
  // While an input method composes a word, Enter and Escape are its own.
  if (event.isComposing) return [];
  const key = event.key.toLowerCase();
  return [kind, ...[key, SHORT[key]].filter((name) => name?.trim()).map((name) => `${kind}.${name}`)];
}
