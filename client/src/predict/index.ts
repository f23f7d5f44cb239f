/**
 * What a handler will do, before the server says it: a program runs on the state that the page shows, and what became of it is drawn as operations.
 * Values in, operations out; no document, no connection (docs/internals/wire.md, 9).
 */

export { show } from "./parts";
export type { Entry } from "./parts";
export { run } from "./program";
export type { Program } from "./program";
export { readState, update } from "./state";
export type { State } from "./values";
