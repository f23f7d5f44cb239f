import "../predictor";
import { bind } from "../state/bindings";
Object.assign(globalThis, { djustBindings: bind });
import "../index";
