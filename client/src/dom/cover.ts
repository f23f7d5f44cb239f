/**
 * Draws over the page what the server has not said yet, and gives back what it did say.
 *
 * Each part that is drawn on gets a cover. It shows one thing and keeps another: what the server last said. While it lies there, the server's operations
 * change what it keeps; a frame that says what is shown already then touches no node, and typing, focus and scrolling in it stay.
 */

import { APPEND, ATTRIBUTES, INSIDE, LIST, MORPH, places, REPLACE, ROWS, START_TAG } from "../messages";
import type { Attributes, Op, RowOps, Run } from "../messages";
import { change, isForeign } from "./apply";
import { attributesOf, become, parseStartTag, remember } from "./attributes";
import type { Cover, Part } from "./blocks";
import { isHeld, touch } from "./fields";
import { parse } from "./html";
import type { Page } from "./index";
import { reorder } from "./lists";
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
  const covered = new Map<Part, Shown>();

  /** Whether the server means this part. */
  const isKnown = (part: Part): boolean => (part.up ? part.up.held.includes(part) && isKnown(part.up) : part === page.block);

  function lift(part: Part, restore = true): void {
    const { restored } = covered.get(part)!;
    covered.delete(part);
    part.cover = undefined;
    // Where the server drew anew what is around it, there is nothing to give back.
    if (restore && isWhole(part) && isKnown(part)) {
      touch(part.host);
      restored();
    }
  }

  function put(part: Part, drawn: Change, scan: Scan): void {
    const [what] = drawn;
    if (!isWhole(part) || isForeign(part.host, what)) return;
    if (covered.get(part)?.isText && typeof what !== "string") lift(part);
    if (!part.cover) {
      if (what === MORPH && isBetterLeft(part, drawn[1] as string)) return;
      const [node, more] = part.nodes();
      const kind = what === ATTRIBUTES || what === START_TAG ? tag : typeof what === "string" && (!node || (isText(node) && !more)) ? words : content;
      covered.set(part, (part.cover = kind(part, (restore) => lift(part, restore))));
    }
    touch(part.host);
    covered.get(part)!.show(drawn, scan);
  }

  return {
    draw(ops) {
      const wanted = new Map<Part, Change>();
      const scan = new Scan();
      if (!page.block.opaque) resolve(page.block, ops, wanted);
      const liftAll = (): void => [...covered.keys()].forEach((part) => wanted.has(part) || lift(part));
      if (covered.size || wanted.size)
        page.change(() => {
          liftAll();
          for (const [part, drawn] of wanted) put(part, drawn, scan);
          // HTML that breaks out of its place is for the server to find out.
          if (scan.faults.size + scan.lost.size) {
            wanted.clear();
            liftAll();
          }
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

/** What is shown on a part, instead of what the server said of it. */
interface Shown extends Cover {
  /** It can show nothing but text. */
  readonly isText?: boolean;
  show(drawn: Change, scan: Scan): void;
  /** The part is as the server said again. */
  restored(): void;
}

/** Takes the cover off; the part becomes what the server said, unless that is what it shows. */
type Lift = (restore?: boolean) => void;

/** A text that changes in place. */
function words(part: Part, lift: Lift): Shown {
  let [{ data: said } = new Text()] = part.nodes() as Text[];
  return {
    isText: true,
    show: ([text]) => write(part, text as string, false),
    restored: () => write(part, said, false),
    meet(what, [tail], act) {
      if (typeof what === "string") said = what;
      else if (what === APPEND) said += tail as string;
      else {
        lift();
        act();
      }
    },
  };
}

/** What the server wrote into a start tag. */
function tag({ host }: Part): Shown {
  let said: Attributes = { ...remember(host) };

  /** What the server said, with this on top. */
  function over([what, given]: Change): Attributes {
    if (what !== START_TAG) return { ...said, ...(given as Attributes) };
    const source = parseStartTag(host, given as string);
    return source ? attributesOf(source) : said;
  }
  return {
    show: (drawn) => become(host, over(drawn)),
    restored: () => become(host, said),
    meet: (what, rest) => void (said = over([what, ...rest])),
  };
}

/** Nodes that others stand for: another arm of a branch, more or fewer rows, HTML. */
function content(part: Part, lift: Lift): Shown {
  const { parts, host, end } = part;
  /** Holds the nodes that are not shown, so that operations find them in an element of the kind. */
  const aside = host.cloneNode() as Element;
  const { ownerDocument } = host;
  let shown: Change = [];
  /** What had the focus and was put aside. */
  let focused: HTMLElement | undefined;

  function restored(): void {
    if (shown[0] === LIST) {
      const indices = new Map(part.parts.map((row, index) => [row, index]));
      reorder(
        part,
        parts.map((row) => indices.get(row) ?? [-1, 1]),
        parts.filter((row) => !indices.has(row)),
      );
    } else {
      for (const node of part.nodes()) node.remove();
      for (const node of between(aside, null, null)) host.insertBefore(node, end);
    }
    part.parts = parts;
    if (ownerDocument.activeElement === ownerDocument.body) focused?.focus({ preventScroll: true });
  }
  return {
    parts,
    restored,
    show([code, ...rest], scan) {
      const drawn = [code === MORPH ? REPLACE : code, ...rest];
      const before = shown;
      if (isSame(before, drawn)) return;
      if (isAlike(before, drawn)) change(part, MORPH, rest, scan);
      else {
        if (before[0] !== undefined) restored();
        const nodes = part.nodes();
        const active = ownerDocument.activeElement as HTMLElement;
        if (nodes.some((node) => node.contains(active))) focused = active;
        if (code !== LIST) aside.append(...nodes);
        change(part, drawn[0], rest, scan);
        aside.append(...nodes.filter((node) => !node.parentNode));
      }
      shown = drawn;
    },
    meet(what, rest, act) {
      const [body, html = "", rows] = rest;
      const said = [what === MORPH ? REPLACE : what, body, html];
      if (what === INSIDE || what === ROWS) {
        const { parts: drawn } = part;
        part.parts = parts;
        act();
        part.parts = drawn;
      } else if (isSame(shown, said.slice(0, shown.length))) {
        lift(false);
        // What stands in a list now, changes now.
        if (rows) act(ROWS, rows as unknown[]);
      } else {
        const alike = isAlike(shown, said);
        lift(!alike);
        act(alike ? MORPH : what);
      }
    },
  };
}

/** No script took its edges away. */
const isWhole = ({ host, end }: Part): boolean => !!host && (!end || end.parentNode === host);

/** Whether HTML stands there already, or somebody is in the middle of something there: a morph by the server keeps what a cover would put aside. */
function isBetterLeft(part: Part, html: string): boolean {
  const nodes = part.nodes();
  const fresh = parse(part.host, html)?.childNodes ?? [];
  const fields = [...part.host.querySelectorAll("input,textarea,select"), document.activeElement!];
  return (
    (nodes.length === fresh.length && nodes.every((node, i) => node.isEqualNode(fresh[i]!))) ||
    fields.some((field) => isHeld(field, { at: 0, asked: false }) && nodes.some((node) => node.contains(field)))
  );
}

const isSame = (a: Change, b: Change): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether both are HTML of the same elements, so that one can become the other and a field in it stays the field that it is. */
const isAlike = ([a, one]: Change, [b, other]: Change): boolean => a === REPLACE && a === b && skeleton(one) === skeleton(other);
/** The tags of HTML, and what tells fields, keys and handlers from each other. */
const skeleton = (html: unknown): string => String((html as string).match(/<[^\s>]+|\b(name|id|type|dj-[\w-]+)="[^"]*"/g));
