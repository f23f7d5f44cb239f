/** Attributes whose text is a small program of its own. */

import { attempt } from "../errors";
import type { Mistake } from "../errors";

/** Does something to each element of the page that has the attribute. */
export type Each<T> = (act: (element: Element, meaning: T) => void) => void;

/** Reads each text once; of one that cannot be read there is one complaint, and no meaning. */
export function reading<T>(attribute: string, parse: (source: string) => T): Each<T> {
  const known = new Map<string, T | undefined>();
  return (act) => {
    for (const element of document.querySelectorAll(`[${attribute}]`))
      attempt(element, () => {
        const source = element.getAttribute(attribute)!;
        if (!known.has(source)) {
          known.set(source, undefined);
          try {
            known.set(source, parse(source));
          } catch {
            throw ["attribute.invalid", source] satisfies Mistake;
          }
        }
        const meaning = known.get(source);
        if (meaning) act(element, meaning);
      });
  };
}
