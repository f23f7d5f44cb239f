/** Key filters: which spellings of `dj-keydown.enter` mean the key that was pressed. */

const SHORT: Record<string, string> = { " ": "space", escape: "esc", delete: "del" };

/** The kinds that a key event answers to: without a filter, by the key's own name, and by its short one. */
export function keyed({ type, key, isComposing }: KeyboardEvent): string[] {
  // While an input method composes a word, Enter and Escape are its own.
  if (isComposing) return [""];
  const name = key.toLowerCase();
  return [...new Set([type, `${type}.${name}`, `${type}.${SHORT[name] ?? name.replace("arrow", "")}`])];
}
