/** Messages to text and back. */

import { fromWire, toWire } from "./messages";
import type { Downward, Upward } from "./messages";

export const encode = (message: Upward): string => JSON.stringify(toWire(message));

export const decode = (text: string): Downward => fromWire(JSON.parse(text) as unknown[]);
