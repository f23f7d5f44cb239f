/** What only pages with `@optimistic` handlers load, before the script of every page: the interpreter of their programs. */

import { predictor } from "./predict/page";

Object.assign(globalThis, { djustPredictor: predictor });
