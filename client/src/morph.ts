/**
 * What only pages load that get HTML in which no parts are known, or a whole document: before the script of every page where their template says so,
 * else when the server sends such a thing (docs/internals/wire.md, 11).
 */

import { morphWith } from "./dom/morph";

Object.assign(globalThis, { djustMorph1: morphWith });
