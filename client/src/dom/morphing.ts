/**
 * The morph is a file of its own (`client/src/morph.ts`), perhaps of another version than this one. What the two agree on is written down in
 * docs/internals/wire.md, 11: one global name with a number, and functions by their place. Whoever changes it counts the number up.
 */

import { attributesOf, become } from "./attributes";
import { isHeld, touch } from "./fields";
import { isOwn } from "./marks";

/**
 * Makes what stands between `start` and `end` (null: the edges of `parent`) equal to the children of `source`, which are used up; or a document
 * equal to a text, the source of another one.
 */
export type Morph = (parent: Node & ParentNode, start: ChildNode | null, end: ChildNode | null, source: ParentNode | string) => void;

/** What the morph needs of the page: how the server's attributes are written, what a person has typed, and which nodes are the client's own. */
export type MorphWith = (
  setStartTag: (element: Element, source: Element) => void,
  touch: (element: Element) => void,
  isHeld: (field: Element) => boolean,
  isOwn: (node: Node) => boolean,
) => Morph;

const page = globalThis as { djustMorph1?: MorphWith };

export const hasMorph = (): boolean => !!page.djustMorph1;

export const morph: Morph = (...what) => page.djustMorph1!((element, source) => become(element, attributesOf(source)), touch, isHeld, isOwn)(...what);
