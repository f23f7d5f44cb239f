/** Two texts as lines that stayed, went and came. */

export type Line = readonly [sign: " " | "-" | "+", text: string];

/** Longer texts are shown as one that went and one that came. */
const LONGEST = 600;

export function lineDiff(before: string, after: string): Line[] {
  const old = before.split("\n");
  const fresh = after.split("\n");
  if (old.length > LONGEST || fresh.length > LONGEST) return [...old.map((text) => ["-", text] as const), ...fresh.map((text) => ["+", text] as const)];
  const length = longest(old, fresh);
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      lines.push([" ", old[i]!]);
      i++;
      j++;
    } else if (j === fresh.length || (i < old.length && length[i + 1]![j]! >= length[i]![j + 1]!)) lines.push(["-", old[i++]!]);
    else lines.push(["+", fresh[j++]!]);
  }
  return lines;
}

/** For each pair of ends, how many lines they share at most. */
function longest(old: readonly string[], fresh: readonly string[]): number[][] {
  const length = Array.from({ length: old.length + 1 }, () => new Array<number>(fresh.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = fresh.length - 1; j >= 0; j--)
      length[i]![j] = old[i] === fresh[j] ? length[i + 1]![j + 1]! + 1 : Math.max(length[i + 1]![j]!, length[i]![j + 1]!);
  return length;
}

/** Without the lines that stayed, but for some around the others. */
export function shortened(lines: readonly Line[], around = 2): Line[] {
  const near = lines.map((_, index) => lines.slice(Math.max(0, index - around), index + around + 1).some(([sign]) => sign !== " "));
  return lines.flatMap((line, index): Line[] => (near[index] ? [line] : near[index - 1] ? [[" ", "⋯"]] : []));
}
