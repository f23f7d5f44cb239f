/**
 * The page as the server sees it: blocks, and in each block its parts, numbered in document order (docs/internals/wire.md, 1–2).
 *
 * They are found once, when HTML comes in. What scripts and extensions do to the page later shifts no number.
 */

import type { Path } from "../messages";
import { between } from "./nodes";

/** Does to what is shown the operation at hand, or another. */
export type Act = (what?: unknown, rest?: readonly unknown[]) => void;

/** Something drawn over a part that the server has not said (dom/cover.ts); it keeps what the server did say. */
export interface Cover {
  /** The parts that the server knows of, where others stand in their place. */
  readonly parts?: Part[];
  /** The server changes what is covered. */
  meet(what: unknown, rest: readonly unknown[], act: Act): void;
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
    /** The own elements of a row, each a name and its flags; empty where rows are delimited; null where no rows are. */
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

  /** Its parts as the server knows them. */
  get held(): Part[] {
    return this.cover?.parts ?? this.parts;
  }

  /** What stands between its edges. */
  nodes(): ChildNode[] {
    return between(this.host, this.start, this.end);
  }

  path(): Path {
    return this.up ? [...this.up.path(), this.up.held.indexOf(this)] : [];
  }
}

/** Reads what a start mark says: `{`, `{?`, `{*`, `{tr@ td. td`. */
export function shapeOf(mark: string): Part["shape"] {
  return /^{\??$/.test(mark) ? null : mark === "{*" ? [] : mark.slice(1).split(" ");
}
