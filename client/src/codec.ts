/** Messages to text and back. */

import { fromWire } from "./messages";
import type { Downward, Upward } from "./messages";

export const encode = (message: Upward): string => JSON.stringify(message);

export const decode = (text: string): Downward => fromWire(JSON.parse(text) as unknown[]);
