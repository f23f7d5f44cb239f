/**
 * The page as the server sees it: blocks, and in each block its parts, numbered in document order (docs/internals/wire.md, 1–2).
 *
 * They are found once, when HTML comes in. What scripts and extensions do to the page later shifts no number.
 */

import type { Path } from "../messages";

export const START_TAG_PART = 0;
export const CONTENT_PART = 1;
export const RANGE_PART = 2;

export interface StartTagPart {
  readonly kind: typeof START_TAG_PART;
  readonly element: Element;
}

export interface ContentPart {
  readonly kind: typeof CONTENT_PART;
  readonly element: Element;
}

export type Part = StartTagPart | ContentPart | Range;

/** One nesting level of the template as it stands in the page: the document, an arm of a branch, a row. */
export class Block {
  readonly parts: Part[] = [];

  constructor(readonly range: Range | null) {}

  path(): Path {
    if (!this.range) return [];
    const path = this.range.path();
    const row = this.range.rows?.indexOf(this as unknown as Row) ?? -1;
    return row < 0 ? path : [...path, row];
  }
}

/** A row of a loop: a block, and where its nodes stand. */
export class Row extends Block {
  constructor(
    range: Range,
    /** The root element of a shaped row, the `<!--,-->` of any other. */
    readonly first: ChildNode,
    /** The white space before a shaped row, where the loop writes some. */
    public gap: Text | null,
  ) {
    super(range);
  }
}

/** What stands between a pair of comment marks. */
export class Range {
  readonly kind = RANGE_PART;
  /** The block that stands here: the arm of a branch, a recursive include. */
  inner: Block | null = null;
  /** The rows that stand here. */
  rows: Row[] | null = null;
  /** White space before the first row, between two rows, after the last one. */
  lead = "";
  between = "";
  /** It did not hold: the server serves all of it as HTML that nobody looks into. */
  opaque = false;

  constructor(
    readonly block: Block,
    readonly start: Comment,
    public end: Comment,
    /** The own elements of a row, each a name and its flags; empty where rows are delimited; null where no rows are. */
    readonly shape: readonly string[] | null,
  ) {}

  path(): Path {
    return [...this.block.path(), this.block.parts.indexOf(this)];
  }

  get parent(): Element {
    return this.start.parentNode as Element;
  }
}

/** Reads what a start mark says: `{`, `{*`, `{tr@ td. td`. */
export function shapeOf(mark: string): Range["shape"] {
  return mark === "{" ? null : mark === "{*" ? [] : mark.slice(1).split(" ");
}
