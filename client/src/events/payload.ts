/** What each kind of event sends beside the element's own values: the table of docs/reference/events.md. */

import { PageError } from "../errors";
import type { Json } from "../messages";
import type { Params } from "../types";
import type { Payload } from "./action";

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
type Source = (event: Event, element: Element) => Payload;

export const plain = (params: Params): Payload => ({ params, fields: [] });

const pointer: Source = (event) => {
  const { clientX, clientY } = event as MouseEvent;
  return plain({ x: Math.round(clientX), y: Math.round(clientY) });
};

const key: Source = (event) => {
  const { target, key, code, ctrlKey: ctrl, shiftKey: shift, altKey: alt, metaKey: meta } = event as KeyboardEvent;
  const { params, fields } = alone(target);
  return { params: { ...params, key, code, ctrl, shift, alt, meta }, fields };
};

const scroll: Source = ({ target }) => {
  const { scrollLeft, scrollTop } = target === document ? document.scrollingElement! : (target as Element);
  const position = Math.round(scrollTop);
  return plain({ scroll_x: Math.round(scrollLeft), scroll_y: position, position });
};

/** Heard by a form, a field's event brings all that the form has, and which field it was. */
const field: Source = (event, element) => {
  const { type, submitter = null, target } = event as SubmitEvent;
  return element instanceof HTMLFormElement ? formData(element, (type === "submit" ? submitter : target) as Field | null, submitter) : alone(target);
};

const resize: Source = () => plain({ width: innerWidth, height: innerHeight });

/** By the browser's name of the event, whatever the attribute's: any other is a field's, or a form's. */
const SOURCES: Record<string, Source> = { click: pointer, mousemove: pointer, mouseover: pointer, mouseout: pointer, keydown: key, keyup: key, scroll, resize };

/** Collects what an event, heard by this element, tells the handler. */
export const collect: Source = (event, element) => (SOURCES[event.type] ?? field)(event, element);

/** A field's `value`, and the same under its name. */
function alone(target: EventTarget | null): Payload {
  if (isField(target)) {
    const value = fieldValue(target);
    return { params: { value, ...(target.name && { [target.name]: value }) }, fields: [target] };
  }
  // Text that is edited in place has no name.
  const { isContentEditable, innerText } = target as HTMLElement;
  return plain(isContentEditable ? { value: innerText } : {});
}

export const isField = (target: unknown): target is Field => !!(target as Partial<Element>).matches?.("input,textarea,select");

/** What a field says on its own: a checkbox a bool, a multiple select a list, anything else its text. */
export function fieldValue(field: Field): Json {
  const { type, name, value } = field;
  if (type === "file") throw noUploads(name);
  if (type === "checkbox") return (field as HTMLInputElement).checked;
  return type === "select-multiple" ? [...(field as HTMLSelectElement).selectedOptions].map((option) => option.value) : value;
}

/** What the browser itself would submit, less the CSRF token (the socket has its own guard). */
function formData(form: HTMLFormElement, target: Field | null, submitter: HTMLElement | null): Payload {
  const params: Params = target?.name ? { _target: target.name } : {};
  const data = new FormData(form, submitter);
  for (const name of new Set(data.keys())) {
    // A file field that was left empty is in there too, as a file without a name.
    const values = (data.getAll(name) as File[]).filter((value) => value.name !== "");
    // A text has no name.
    if (values.some((value) => value.name)) throw noUploads(name);
    // What may be chosen several times is a list whatever is chosen of it: forms on the server expect no less.
    const types = ([...form.elements] as Field[]).filter((field) => field.name === name).map(({ type }) => type);
    if (values.length) params[name] = (values.length > 1 || /^(select-m|checkbox,c)/.test(types.join()) ? values : values[0]) as unknown as Json;
  }
  delete params.csrfmiddlewaretoken;
  return { params, fields: form.elements };
}

const noUploads = (name: string): PageError => new PageError("upload.unsupported", name, "Files cannot be sent.");
