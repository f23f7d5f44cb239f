/**
 * The page as the server sees it: blocks, and in each block its parts, numbered in document order (docs/internals/wire.md, 1–2).
 *
 * They are found once, when HTML comes in. What scripts and extensions do to the page later shifts no number.
 */

import type { Path } from "../messages";
import { between } from "./nodes";
import type { Scan } from "./scan";

/** An operation without the part's number. */
export type Change = readonly unknown[];

/** Something drawn over a part that the server has not said (dom/cover.ts); it keeps what the server did say. */
export interface Cover {
  /** Whether it shows this already, or does now. */
  shows(wanted: Change): boolean;
  /** The part is as the server said again. */
  restore(): void;
  /** The server says something of the part: whether that is done; else it is to be done to what is shown. */
  meet(said: Change, scan: Scan): boolean;
}

/**
 * One thing that the server can name. The document and a row are blocks. A part of a block is an element (its start tag, or its content), or
 * a range between two comment marks; a range in turn is a block (the arm of a branch), or the rows of a loop.
 */
export class Part {
  /** Of a block its parts, of a loop its rows; none where nobody looks inside. */
  parts: Part[] = [];
  /** It did not hold: the server serves all of it as HTML that nobody looks into. */
  opaque = false;
  cover?: Cover | undefined;

  constructor(
    /** What it is a part of; null for the document. */
    readonly up: Part | null,
    /** The element, or the root element of a shaped row. */
    readonly element: Element | null,
    /** The marks of a range, or the `<!--,-->` of a delimited row; null: the edges of the element. */
    readonly start: ChildNode | null = null,
    public end: ChildNode | null = null,
    /** The own elements of a row, each a name and its flags; `*` where rows are delimited; null where no rows are. */
    readonly shape: readonly string[] | null = null,
  ) {}

  /** The element that an operation touches: itself, or the one that a range stands in. */
  get host(): Element {
    return (this.start ? this.start.parentNode : this.element) as Element;
  }

  /** The first node of a row. */
  get first(): ChildNode {
    return (this.start ?? this.element)!;
  }

  /** No script took its edges away. */
  get isWhole(): boolean {
    return !!this.host && (!this.end || this.end.parentNode === this.host);
  }

  /** What stands between its edges. */
  nodes(): ChildNode[] {
    return between(this.host, this.start, this.end);
  }

  path(): Path {
    return this.up ? [...this.up.path(), this.up.parts.indexOf(this)] : [];
  }
}

/** Reads what a start mark says: `{`, `{?`, `{*`, `{tr@ td. td`. */
export function shapeOf(mark: string): Part["shape"] {
  return /^{\??$/.test(mark) ? null : mark.slice(1).split(" ");
}
