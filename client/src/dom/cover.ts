/**
 * Draws over the page what the server has not said yet, and gives back what it did say.
 *
 * Each part that is drawn on gets a cover. It shows one thing and keeps another: what the server last said. While it lies there, the server's operations
 * change what it keeps; a frame that says what is shown already then touches no node, and typing, focus and scrolling in it stay.
 */

import { APPEND, ATTRIBUTES, INSIDE, LIST, MORPH, places, REPLACE, ROWS, START_TAG } from "../messages";
import type { Attributes, Op, RowOps, Run } from "../messages";
import { change } from "./apply";
import { attributesOf, become, parseStartTag, remember } from "./attributes";
import type { Written } from "./attributes";
import type { Act, Cover, Part } from "./blocks";
import { touch } from "./fields";
import type { Page } from "./index";
import { reorder } from "./lists";
import { isIgnored } from "./morph";
import { between, isText } from "./nodes";
import { Scan } from "./scan";
import { write } from "./text";

/** An operation without the part's number. */
type Change = readonly unknown[];

export interface Covers {
  /**
   * Shows exactly this, over what the server said; `[]` takes all of it back. Paths lead through the parts that the server knows of, and only the
   * last operation on a part counts. Whether the page takes it.
   */
  draw(ops: readonly Op[]): boolean;
}

export function covers(page: Page): Covers {
  const covered = new Set<Shown>();

  /** Whether the server means this part, and no script took its edges away. */
  const stands = (part: Part): boolean => isWhole(part) && isKnown(part);
  const isWhole = ({ host, end }: Part): boolean => !!host && (!end || end.parentNode === host);
  const isKnown = (part: Part): boolean => (part.up ? part.up.held.includes(part) && isKnown(part.up) : part === page.block);

  function lift(cover: Shown, restore = true): void {
    const { part } = cover;
    covered.delete(cover);
    part.cover = undefined;
    // Where the server drew anew what is around it, there is nothing to give back.
    if (!restore || !stands(part)) return;
    touch(part.host);
    cover.restore();
  }

  function put(part: Part, drawn: Change, scan: Scan): void {
    if (!isWhole(part) || isIgnored(part.host)) return;
    let cover = part.cover as Shown | undefined;
    if (cover && !cover.takes(drawn)) {
      lift(cover);
      cover = undefined;
    }
    if (!cover) {
      const [what] = drawn;
      const [node, more] = part.nodes();
      const Kind = what === ATTRIBUTES || what === START_TAG ? Tag : typeof what === "string" && (!node || (isText(node) && !more)) ? Words : Content;
      covered.add((part.cover = cover = new Kind(part, lift)));
    }
    touch(part.host);
    cover.show(drawn, scan);
  }

  return {
    draw(ops) {
      const wanted = new Map<Part, Change>();
      const scan = new Scan();
      if (!page.block.opaque) resolve(page.block, ops, wanted);
      if (covered.size || wanted.size)
        page.change(() => {
          for (const cover of covered) if (!wanted.has(cover.part)) lift(cover);
          for (const [part, drawn] of wanted) put(part, drawn, scan);
          // HTML that breaks out of its place is for the server to find out.
          if (scan.faults.size + scan.lost.size) for (const cover of covered) lift(cover);
        }, []);
      return !(scan.faults.size + scan.lost.size);
    },
  };
}

/** Which parts operations come to, and the last change to each. */
function resolve(block: Part | undefined, ops: readonly Op[], into: Map<Part, Change>): void {
  for (const [number, what, ...rest] of ops as readonly (readonly [number, unknown, ...unknown[]])[]) {
    const part = block?.held[number];
    if (!part || part.opaque) continue;
    const inRows = (rows: readonly (Part | undefined)[], changes: RowOps): void => {
      for (let i = 0; i < changes.length; i += 2) resolve(rows[changes[i] as number], changes[i + 1] as readonly Op[], into);
    };
    if (what === INSIDE) resolve(part, rest[0] as readonly Op[], into);
    else if (what === ROWS) inRows(part.held, rest as unknown as RowOps);
    else if (what === LIST) {
      const [order, html = "", rows = []] = rest as [Run[], string?, RowOps?];
      into.set(part, [what, order, html]);
      inRows(
        places(order).map((place) => part.held[place]),
        rows,
      );
    } else {
      const [before, attributes] = into.get(part) ?? [];
      into.set(part, what === ATTRIBUTES && before === what ? [what, { ...(attributes as Attributes), ...(rest[0] as Attributes) }] : [what, ...rest]);
    }
  }
}

/** A part, what the server said of it, and what is shown instead. */
abstract class Shown implements Cover {
  parts?: Part[];

  constructor(
    readonly part: Part,
    /** Takes the cover off; the part becomes what the server said, unless that is what it shows. */
    protected readonly lift: (cover: Shown, restore?: boolean) => void,
  ) {}

  /** Whether this can be shown by the same cover. */
  abstract takes(drawn: Change): boolean;
  abstract show(drawn: Change, scan: Scan): void;
  abstract restore(): void;
  abstract meet(what: unknown, rest: readonly unknown[], act: Act): void;
}

/** A text that changes in place. */
class Words extends Shown {
  private _said = this.part.nodes().map((node) => (node as Text).data).join("");

  takes([what]: Change): boolean {
    return typeof what === "string";
  }

  show([text]: Change): void {
    write(this.part, text as string, false);
  }

  restore(): void {
    write(this.part, this._said, false);
  }

  meet(what: unknown, [tail]: readonly unknown[], act: Act): void {
    if (typeof what === "string") this._said = what;
    else if (what === APPEND) this._said += tail as string;
    else {
      this.lift(this);
      act();
    }
  }
}

/** What the server wrote into a start tag. */
class Tag extends Shown {
  private _said: Written = new Map(remember(this.part.host));

  takes(): boolean {
    return true;
  }

  show(drawn: Change): void {
    become(this.part.host, this._with(drawn));
  }

  restore(): void {
    become(this.part.host, this._said);
  }

  meet(what: unknown, rest: readonly unknown[]): void {
    this._said = this._with([what, ...rest]);
  }

  /** What the server said, with this on top. */
  private _with([what, given]: Change): Written {
    const tag = what === START_TAG && parseStartTag(this.part.host, given as string);
    if (tag) return attributesOf(tag);
    const all = new Map(this._said);
    for (const [name, value] of Object.entries(what === START_TAG ? {} : (given as Attributes)))
      if (value === null) all.delete(name);
      else all.set(name, value);
    return all;
  }
}

/** Nodes that others stand for: another arm of a branch, more or fewer rows, HTML. */
class Content extends Shown {
  override parts = this.part.parts;
  /** Holds the nodes that are not shown, so that operations find them in an element of the kind. */
  private readonly _aside = this.part.host.cloneNode() as Element;
  private _drawn: Change = [];

  takes(): boolean {
    return true;
  }

  show([code, ...rest]: Change, scan: Scan): void {
    const { part, _drawn: before } = this;
    const drawn = [code === MORPH ? REPLACE : code, ...rest];
    if (isSame(before, drawn)) return;
    this._drawn = drawn;
    if (isAlike(before, drawn)) return change(part, MORPH, rest, scan);
    if (before[0] !== undefined) this.restore(before);
    const nodes = part.nodes();
    if (code !== LIST) this._aside.append(...nodes);
    change(part, drawn[0], rest, scan);
    this._aside.append(...nodes.filter((node) => !node.parentNode));
  }

  restore([what] = this._drawn): void {
    const { part, parts } = this;
    if (what === LIST) {
      const indices = new Map(part.parts.map((row, index) => [row, index]));
      reorder(
        part,
        parts.map((row) => indices.get(row) ?? [-1, 1]),
        parts.filter((row) => !indices.has(row)),
      );
    } else {
      for (const node of part.nodes()) node.remove();
      for (const node of between(this._aside, null, null)) part.host.insertBefore(node, part.end);
    }
    part.parts = parts;
  }

  meet(what: unknown, rest: readonly unknown[], act: Act): void {
    const { part, _drawn: drawn } = this;
    const [body, html = "", rows] = rest;
    const said = [what === MORPH ? REPLACE : what, body, html];
    if (what === INSIDE || what === ROWS) {
      const shown = part.parts;
      part.parts = this.parts;
      act();
      part.parts = shown;
    } else if (isSame(drawn, said.slice(0, drawn.length))) {
      this.lift(this, false);
      // What stands in a list now, changes now.
      if (rows) act(ROWS, rows as unknown[]);
    } else if (isAlike(drawn, said)) {
      this.lift(this, false);
      act(MORPH, rest);
    } else {
      this.lift(this);
      act();
    }
  }
}

const isSame = (a: Change, b: Change): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether both are HTML of the same elements, so that one can become the other and a field in it stays the field that it is. */
const isAlike = ([a, one]: Change, [b, other]: Change): boolean => a === REPLACE && a === b && skeleton(one) === skeleton(other);
const skeleton = (html: unknown): string => (html as string).replace(/"[^"]*"|>[^<]*/g, ">");
