/**
 * Draws over the page what the server has not said yet, and gives back what it did say.
 *
 * Each part that is drawn on gets a cover. It shows one thing and keeps another: what the server last said. While it lies there, the server's operations
 * change what it keeps; a frame that says what is shown already then touches no node, and typing, focus and scrolling in it stay.
 */

import { APPEND, ATTRIBUTES, INSIDE, LIST, MORPH, places, REPLACE, ROWS, START_TAG } from "../messages";
import type { Attributes, Op, RowOps, Run } from "../messages";
import { change, isForeign, parseInto } from "./apply";
import { attributesOf, become, readStartTag, remember } from "./attributes";
import { Part } from "./blocks";
import type { Change, Cover } from "./blocks";
import { isHeld, touch } from "./fields";
import { parse } from "./html";
import type { Page } from "./index";
import { arrange } from "./lists";
import { between, isElement, isText } from "./nodes";
import { Scan } from "./scan";

export interface Covers {
  /**
   * Shows exactly this, over what the server said; `[]` takes all of it back. Paths lead through the parts that the server knows of, and only the
   * last operation on a part counts. Whether the page takes it.
   */
  draw(ops: readonly Op[]): boolean;
}

export function covers(page: Page): Covers {
  let covered = new Map<Part, Change>();

  function draw(ops: readonly Op[]): boolean {
    const wanted = new Map<Part, Change>();
    const scan = new Scan();
    resolve(page.block, ops, wanted);
    page.change(() => {
      for (const part of covered.keys()) if (!wanted.has(part)) lift(part);
      covered = wanted;
      for (const [part, drawn] of wanted) put(part, drawn, scan);
    }, []);
    // HTML that breaks out of its place is for the server to find out.
    return !(scan.faults.size + scan.lost.size) || !draw([]);
  }

  return { draw };
}

/** Which parts operations come to, and the last change to each. */
function resolve(block: Part | undefined, ops: readonly Op[], into: Map<Part, Change>): void {
  for (const [number, what, ...rest] of ops as readonly (readonly [number, ...Change])[]) {
    const part = block?.parts[number];
    if (!part?.isWhole || part.opaque || isForeign(part.host, what)) continue;
    const [body, html, inside] = rest;
    const inRows = (rows: readonly Part[], changes: RowOps = []): void =>
      changes.forEach((index, i) => {
        if (i % 2 < 1) resolve(rows[index as number], changes[i + 1] as readonly Op[], into);
      });
    if (what === INSIDE) resolve(part, body as readonly Op[], into);
    else if (what === ROWS) inRows(part.parts, rest as unknown as RowOps);
    else {
      into.set(part, [what, what === ATTRIBUTES ? { ...(into.get(part)?.[1] as Attributes), ...(body as Attributes) } : body, html]);
      if (what === LIST) inRows(places(body as Run[]).map((place) => part.parts[place]!), inside as RowOps);
    }
  }
}

/** Takes a cover off, and gives back what is under it, unless the server has drawn anew what is around it. */
function lift(part: Part): void {
  const { cover } = part;
  part.cover = undefined;
  if (!cover || !part.isWhole || part.path().includes(-1)) return;
  touch(part.host);
  cover.restore();
}

function put(part: Part, drawn: Change, scan: Scan): void {
  const [what] = drawn;
  touch(part.host);
  if (part.cover?.shows(drawn)) return;
  if (part.cover) lift(part);
  else if (what === MORPH && isBetterLeft(part, drawn)) return;
  part.cover = (what === ATTRIBUTES || what === START_TAG ? tag : content)(part, drawn, scan);
}

/** Over what the server wrote into a start tag. */
function tag({ host }: Part, drawn: Change): Cover {
  let said: Attributes = { ...remember(host) };
  const over = ([what, given]: Change): Attributes =>
    what === START_TAG ? (readStartTag(host, given as string) ?? said) : { ...said, ...(given as Attributes) };
  const cover: Cover = {
    shows(wanted) {
      become(host, over(wanted));
      return true;
    },
    restore: () => become(host, said),
    meet(change) {
      said = over(change);
      return true;
    },
  };
  cover.shows(drawn);
  return cover;
}

/** Over what stands in a part: a text, an arm of a branch, rows. */
function content(part: Part, drawn: Change, scan: Scan): Cover {
  // The server goes on with the parts that it knows.
  const { parts, host, end, up } = part;
  const { ownerDocument } = host;
  const [what, ...rest] = drawn;
  const nodes = part.nodes();
  const active = ownerDocument.activeElement as HTMLElement;
  /** Holds the nodes that are not shown, so that operations find them in an element of the kind. */
  const aside = host.cloneNode() as Element;
  const isList = what === LIST;
  const isWords = typeof what === "string";
  let shown = outline(drawn);

  function shows(wanted: Change): boolean {
    const next = outline(wanted);
    if (shown !== next) {
      if (isList || isWords || skeleton(shown) !== skeleton(next)) return false;
      const holder = parseInto(part, wanted[1] as string);
      if (!holder || !follow(part.nodes(), [...holder.childNodes])) return false;
      shown = next;
    }
    return true;
  }

  // A text changes in place, and back: the server may have said the same by another operation.
  const isInPlace = isWords && nodes.every(isText);
  if (!isList) aside.append(...(isInPlace ? nodes.map((node) => node.cloneNode()) : nodes));
  change(part, what === MORPH ? REPLACE : what, rest, scan);
  const inner = part.parts;
  part.parts = parts;
  if (isList) aside.append(...nodes.filter((node) => !node.parentNode));
  const focused = aside.contains(active) && active;

  return {
    shows,
    restore() {
      if (isList) {
        part.parts = inner;
        arrange(part, parts);
      } else if (isInPlace) change(part, aside.textContent, [], scan);
      else {
        for (const node of part.nodes()) node.remove();
        for (const node of between(aside, null, null)) host.insertBefore(node, end);
      }
      if (focused && ownerDocument.activeElement === ownerDocument.body) focused.focus({ preventScroll: true });
    },
    meet(said, fresh) {
      const [code, , , rows] = said;
      if (code === INSIDE || code === ROWS) return false;
      if (shows(said)) {
        part.cover = undefined;
        part.parts = inner;
        // What stands in a list now, changes now.
        if (rows) change(part, ROWS, rows as unknown[], fresh);
        return true;
      }
      // One text after another, and both may be said before this is lifted.
      if (isWords && (code === APPEND || typeof code === "string")) {
        change(new Part(up, aside), code, said.slice(1), fresh);
        return true;
      }
      lift(part);
      return false;
    },
  };
}

/**
 * Whether a text or HTML stands there already, or (where the server would morph) somebody is in the middle of something there: that keeps what a cover
 * would put aside.
 */
function isBetterLeft(part: Part, [, html]: Change): boolean {
  const { host } = part;
  const nodes = part.nodes();
  const fresh = parse(host, html as string)?.childNodes ?? [];
  return (
    (nodes.every((node, i) => node.isEqualNode(fresh[i] ?? null)) && !fresh[nodes.length]) ||
    [...host.querySelectorAll("*")].some((field) => isHeld(field, { at: 0, asked: false }) && nodes.some((node) => node.contains(field)))
  );
}

/** What an operation says of a part, but for what it says of the rows in it. */
const outline = ([what, body, html = ""]: Change): string => JSON.stringify([what === MORPH ? REPLACE : what, what === LIST ? places(body as Run[]) : body, html]);

/** The tags of HTML, and what tells fields, keys and handlers from each other. */
const skeleton = (source: string): string => String(source.match(/^..|<[^\s>]+|\b(name|id|type|dj-[\w-]+)=\\"[^"]*"/g));

/** Makes nodes say what others say, where those have the same shape: what is typed, focused or scrolled in them stays. False: they have another. */
function follow(nodes: readonly ChildNode[], others: readonly ChildNode[]): boolean {
  return (
    nodes.length === others.length &&
    nodes.every((node, i) => {
      const other = others[i]!;
      if (node.nodeName !== other.nodeName) return false;
      if (!isElement(node)) {
        if (!node.isEqualNode(other)) (node as CharacterData).data = (other as CharacterData).data;
        return true;
      }
      touch(node);
      become(node, attributesOf(other as Element));
      return follow([...node.childNodes], [...other.childNodes]);
    })
  );
}
