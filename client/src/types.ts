/** Words that several floors share: plain data, no behaviour. */

import type { Carried } from "./dom/fields";
import type { Extras, Json } from "./messages";

export type Params = Record<string, Json>;

/** What a person's act, or a timer, asks of a handler of the view. */
export interface Action {
  /** The element whose attribute names the handler. */
  readonly element: Element;
  /** Where it happened: the element itself, or one inside it. */
  readonly target: Element;
  /** The attribute's name without `dj-` and without its filter: `click`, `window-scroll`, `poll`, … */
  readonly kind: string;
  readonly handler: string;
  /** With arguments: as it is written, `pick(1, 'a')`. */
  readonly call?: string;
  readonly params: Readonly<Params>;
  /** Of those that are texts and mean something else: `int`, … */
  readonly types?: Readonly<Record<string, string>>;
  /** The form fields whose values travel, each at the edit it stood at. */
  readonly carried: Carried;
  /** The button that submitted the form. */
  readonly submitter?: Element | null;
  /** Milliseconds to wait for the next one, where the attribute itself says so (`dj-model.debounce-300`). */
  readonly wait?: string | undefined;
  /** Hears what the reply brought, or nothing when there will be none. */
  readonly told?: (reply?: Extras) => void;
  /** The number of the earlier outcome that is shown meanwhile (`@cache`). */
  cached?: number;
  /** Its number, once it is sent. */
  ref?: number;
  /** Once it is answered: the name under which its work goes on, or "". */
  task?: string;
}

/** Hands an action on, towards the server. */
export type Go = (action: Action) => void;
