/** The developers' half of the client: a script of its own that a page loads only under DEBUG. */

import { overlay } from "./overlay";

overlay(document, new AbortController().signal);
