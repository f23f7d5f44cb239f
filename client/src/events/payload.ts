/** What each kind of event sends beside the element's own values: the table of docs/reference/events.md. */

import { PageError } from "../errors";
import type { Json } from "../messages";
import type { Params } from "../types";

export interface Payload {
  readonly params: Params;
  /** The form fields whose values are in it. */
  readonly fields: readonly Element[];
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
type Source = (event: Event, element: Element) => Payload;

const plain = (params: Params): Payload => ({ params, fields: [] });

const pointer: Source = (event) => {
  const { clientX, clientY } = event as MouseEvent;
  return plain({ x: Math.round(clientX), y: Math.round(clientY) });
};

const key: Source = (event, element) => {
  const { key, code, ctrlKey: ctrl, shiftKey: shift, altKey: alt, metaKey: meta } = event as KeyboardEvent;
  const { params, fields } = isField(event.target) ? field(event, element) : plain({});
  return { params: { ...params, key, code, ctrl, shift, alt, meta }, fields };
};

const scroll: Source = (event) => {
  const { scrollLeft, scrollTop } = event.target instanceof Document ? event.target.scrollingElement! : (event.target as Element);
  const y = Math.round(scrollTop);
  return plain({ scroll_x: Math.round(scrollLeft), scroll_y: y, position: y });
};

/** A field's event: its `value`, and the same under its name; heard by a form: all the form has, and `_target`. */
const field: Source = (event, element) => {
  const target = event.target as Field;
  if (element instanceof HTMLFormElement) return form(element, target.name, null);
  if (!isField(target)) {
    // Text that is edited in place has no name.
    return plain((target as HTMLElement).isContentEditable ? { value: (target as HTMLElement).innerText } : {});
  }
  const value = fieldValue(target);
  return { params: { value, ...(target.name && { [target.name]: value }) }, fields: [target] };
};

const submit: Source = (event) => {
  const { submitter } = event as SubmitEvent;
  return form(event.target as HTMLFormElement, (submitter as HTMLButtonElement | null)?.name, submitter);
};

const SOURCES: Record<string, Source> = {
  input: field,
  change: field,
  focus: field,
  blur: field,
  submit,
  keydown: key,
  keyup: key,
  click: (event, element) => (event.type === "change" ? field : pointer)(event, element),
  "click-away": pointer,
  mouseenter: pointer,
  mouseleave: pointer,
  mousemove: pointer,
  scroll,
  resize: () => plain({ width: innerWidth, height: innerHeight }),
};

/** Collects what an event of this kind, heard by this element, tells the handler. */
export function collect(kind: string, event: Event, element: Element): Payload {
  return SOURCES[kind.replace(/^(window|document)-/, "")]!(event, element);
}

export const isField = (target: EventTarget | null): target is Field =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;

/** What a field says on its own: a checkbox a bool, a multiple select a list, anything else its text. */
export function fieldValue(field: Field): Json {
  if (field.type === "checkbox") return (field as HTMLInputElement).checked;
  if (field.type === "file") throw noUploads(field.name);
  return field.type === "select-multiple" ? [...(field as HTMLSelectElement).selectedOptions].map((option) => option.value) : field.value;
}

/** What the browser itself would submit, less the CSRF token (the socket has its own guard). */
function form(form: HTMLFormElement, target: string | undefined, submitter: HTMLElement | null): Payload {
  const params: Params = target ? { _target: target } : {};
  const named: Params = {};
  for (const [name, value] of new FormData(form, submitter)) {
    if (name === "csrfmiddlewaretoken") continue;
    if (typeof value !== "string") {
      // A file field that was left empty is in there too, as a file without a name.
      if (value.name) throw noUploads(name);
      continue;
    }
    const earlier = named[name];
    named[name] = earlier === undefined ? value : Array.isArray(earlier) ? [...earlier, value] : [earlier, value];
  }
  return { params: { ...params, ...named }, fields: [...form.elements] };
}

function noUploads(name: string): PageError {
  return new PageError(
    "upload.unsupported",
    "Files cannot be sent from this page.",
    `The file field ${JSON.stringify(name)} cannot travel with an event yet: post its form to a Django view, without dj-submit and dj-change.`,
  );
}
