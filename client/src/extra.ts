/** What only pages load, before the script of every page, that have elements with scripts (`dj-hook`) or forms with `dj-auto-recover`. */

import { start } from "./hooks";
import { recover } from "./hooks/recover";

recover();
Object.assign(globalThis, { djustHooks: start });
