/** What each kind of event sends beside the element's own values: the table of docs/reference/events.md. */

import type { Mistake } from "../errors";
import type { Json } from "../messages";
import type { Params } from "../types";
import type { Payload } from "./action";

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
export const plain = (params: Params): Payload => ({ params, fields: [] });

/** Collects what an event, heard by this element, tells the handler; by the browser's name of it, whatever the attribute's. */
export function collect(event: Event, element: Element): Payload {
  const { type, target, x, y } = event as MouseEvent;
  if (/click|mouse/.test(type)) return plain({ x: Math.round(x), y: Math.round(y) });
  if (/scroll/.test(type)) {
    // The document itself has no such thing: the window does.
    const { scrollLeft = scrollX, scrollTop = scrollY } = target as Partial<Element>;
    const position = Math.round(scrollTop);
    return plain({ scroll_x: Math.round(scrollLeft), scroll_y: position, position });
  }
  if (/resize/.test(type)) return plain({ width: innerWidth, height: innerHeight });
  if (/key/.test(type)) {
    const { key, code, ctrlKey: ctrl, shiftKey: shift, altKey: alt, metaKey: meta } = event as KeyboardEvent;
    const { params, fields } = alone(target);
    return { params: { ...params, key, code, ctrl, shift, alt, meta }, fields };
  }
  if (!(element instanceof HTMLFormElement)) return alone(target);
  // Heard by a form, a field's event brings all that the form has, and which field it was.
  const { submitter = null } = event as SubmitEvent;
  return formData(element, (type === "submit" ? submitter : target) as Field | null, submitter);
}

/** A field's `value`, and the same under its name. */
function alone(target: EventTarget | null): Payload {
  if (isField(target)) {
    const value = fieldValue(target);
    return { params: { value, [target.name || "value"]: value }, fields: [target] };
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
    const values = (data.getAll(name) as File[]).filter((value) => {
      // A text has no name; a file field that was left empty is in there too, as a file whose name is empty.
      if (value.name) throw noUploads(name);
      return value.name !== "";
    });
    // What may be chosen several times is a list whatever is chosen of it: forms on the server expect no less.
    const types = ([...form.elements] as Field[]).filter((field) => field.name === name).map(({ type }) => type);
    if (values.length) params[name] = (values.length > 1 || /^(select-m|checkbox,c)/.test(types.join()) ? values : values[0]) as unknown as Json;
  }
  delete params.csrfmiddlewaretoken;
  return { params, fields: form.elements };
}

const noUploads = (name: string): Mistake => ["upload.unsupported", name, "Files cannot be sent."];
