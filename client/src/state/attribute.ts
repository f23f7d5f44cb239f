/** Attributes whose text is a small program of its own. */

import { PageError, attempt } from "../errors";

/** Reads each text once; of one that cannot be read there is one complaint, and no meaning. */
export function reading<T>(parse: (source: string) => T): (element: Element, attribute: string) => T | undefined {
  const known = new Map<string, T | undefined>();
  return (element, attribute) => {
    const source = element.getAttribute(attribute) ?? "";
    const id = attribute + "=" + source;
    if (!known.has(id)) {
      known.set(id, undefined);
      attempt(element, () => {
        try {
          known.set(id, parse(source));
        } catch {
          throw new PageError("attribute.invalid", id);
        }
      });
    }
    return known.get(id);
  };
}
