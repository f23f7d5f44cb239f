/** The developers' half of the client: a script of its own that a page loads only under DEBUG. */

import { debugLog } from "./log";
import type { Logged } from "./log";
import { overlay } from "./overlay";

overlay(document, new AbortController().signal);
debugLog((globalThis as unknown as { djust: Logged }).djust);
