/**
 * What only pages load, before the script of every page, that have elements with scripts (`dj-hook`), forms with `dj-auto-recover`, or elements that
 * follow the client's state (`dj-text`, `dj-show`, `dj-class`).
 */

import { start } from "./hooks";
import { recover } from "./hooks/recover";
import { bind } from "./state/bindings";

recover();
Object.assign(globalThis, { djustHooks: start, djustBindings: bind });
