/**
 * The DOM engine: applies the server's operations to the page, part by part.
 *
 *     HTML ── scan ──▶ blocks of parts          once, when it comes in
 *     operations ── apply ──▶ a part's node     no tree walk, no morph of the page
 *
 * It knows no events and no connection. What a person does in the page (types, chooses, focuses) and what scripts do to it stays.
 */

import { readConfig } from "../config";
import { DOCUMENT } from "../messages";
import type { Op, Path } from "../messages";
import { applyOps } from "./apply";
import { remember } from "./attributes";
import { Part } from "./blocks";
import { keeping, watchEdits } from "./fields";
import type { Carried } from "./fields";
import { beneath } from "./marks";
import { morph } from "./morphing";
import { Scan } from "./scan";

export class Page {
  /** The document as a block; all others stand in it. */
  block = new Part(null, null);

  constructor(private readonly _root: Document) {
    watchEdits(_root);
  }

  /** Finds the parts of the page as it was served, with this number of marks (not given: any). Returns what does not hold. */
  load(expectedMarks?: number): Path[] {
    const scan = new Scan();
    const known = this.block.opaque;
    // What stood in the old one is known no more.
    this.block.parts = [];
    scan.range((this.block = new Part(null, this._root as Node as Element)));
    // Where scripts leave their classes; those written before now cannot be told from the server's.
    remember(this._root.documentElement);
    remember(this._root.body);
    // A parser that copied a mark, or somebody who took one away. Which one, only the server could tell.
    if (!scan.faults.size && expectedMarks! >= 0 && scan.marks !== expectedMarks) scan.faults.add(this.block);
    const broken = this._broken(scan);
    return known && this.block.opaque ? [] : broken;
  }

  /**
   * Applies the operations of a frame. `answered` is what the events that it answers carried (none: nothing that was ever edited
   * is overwritten), null for a frame that nobody asked for. Returns what does not hold.
   */
  apply(ops: readonly Op[], answered: readonly Carried[] | null): Path[] {
    const [first] = ops;
    if (first?.[0] === DOCUMENT) return this.replaceAll(first[2] as string, answered);
    if (this.block.opaque) return first ? [[]] : [];
    const scan = new Scan();
    this.change(() => applyOps(this.block, ops, scan), answered);
    return this._broken(scan);
  }

  /** Makes the document what `html`, a whole page, says; nodes that match stay. Returns what does not hold. */
  replaceAll(html: string, answered: readonly Carried[] | null = []): Path[] {
    this.change(() => morph(this._root, null, null, html), answered);
    return this.load(readConfig(this._root)?.marks);
  }

  /** Does `change` under the client's own marks, with what a person typed kept. */
  change(change: () => void, answered: readonly Carried[] | null): void {
    beneath(() => keeping(answered, change));
  }

  /** The ways to the smallest ranges that hold around what does not; they are opaque from now on. */
  private _broken({ faults, lost }: Scan): Path[] {
    // No way leads to a row by itself: its loop is what can be drawn anew.
    const loop = (block: Part): Part => (block.up?.shape ? block.up : block);
    // What is wrong in a range of which the server knows already is nobody's business: it sends all of it.
    const broken = new Set([...[...faults].map(loop).filter((range) => !range.opaque), ...[...lost].map(loop)]);
    const isInAnother = ({ up }: Part): boolean => !!up && (broken.has(up) || isInAnother(up));
    const paths = [...broken].filter((range) => !isInAnother(range)).map((range) => range.path());
    for (const range of broken) {
      range.opaque = true;
      range.parts = [];
    }
    return paths;
  }
}
