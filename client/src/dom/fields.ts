/**
 * Typing is never taken back (docs/internals/wire.md, 7).
 *
 * The attributes of a field hold what the server last wrote, its properties what the person sees. Each edit gets a number. An event remembers the number at
 * which it left; what the server answers to it counts only for fields that were not edited since.
 */

import { isNamed } from "./nodes";

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** The fields whose values an event took along, and the number of the last edit when it left. */
export interface Carried {
  readonly at: number;
  readonly fields: readonly Element[];
}

/** What an update may overwrite: fields not edited after `at`; when nobody asked for it, not the focused one either. */
export interface Since {
  readonly at: number;
  readonly asked: boolean;
}

/** Inputs whose value is what their attribute says, or nobody's to set. */
const VALUELESS = /^(checkbox|radio|hidden|button|submit|reset|image|file)$/;

let edits = 0;
let composing: EventTarget | null = null;
const edited = new WeakMap<EventTarget, number>();
/** Fields and options that the template fills: their start tag, or a textarea's content, is dynamic. */
const bound = new WeakSet<Element>();

/** Begins to number edits; before any other listener, so that an event's own edit is counted in it. */
export function watchEdits(root: Document): void {
  const number = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    // Leaving a field is no edit, only the end of those that were counted; a script may tell of its own with `change` alone.
    if (event.type === "change" && edited.has(field)) return;
    edited.set(field, ++edits);
    // Choosing one radio button is an edit of all that it switches off.
    if (field.type === "radio" && field.name)
      for (const each of root.getElementsByName(field.name)) if ((each as HTMLInputElement).form === field.form) edited.set(each, edits);
  };
  const view = root.defaultView ?? root;
  const on = (type: string, hear: (event: Event) => void): void => view.addEventListener(type, hear, true);
  on("input", number);
  on("change", number);
  on("compositionstart", (event) => (composing = event.target));
  on("compositionend", () => (composing = null));
}

/** To be taken when an event leaves, with the fields whose values it holds. */
export function carried(fields: Iterable<Element>): Carried {
  return { at: edits, fields: [...fields] };
}

/** What frames that answer these events may overwrite: `[]` nothing that was edited; `null` is a frame nobody asked for. */
export function since(answered: readonly Carried[] | null): Since {
  return answered ? { at: Math.max(0, ...answered.map((each) => each.at)), asked: true } : { at: edits, asked: false };
}

export function bind(element: Element): void {
  bound.add(element);
}

/** Whether what the person did to this field, or is doing, stands above what the server says. */
export function isHeld(field: Element, { at, asked }: Since): boolean {
  if (field === composing) return true;
  if (field.hasAttribute("dj-force-value")) return false;
  return (edited.get(field) ?? 0) > at || (!asked && isFocused(field));
}

const isFocused = (field: Element): boolean => field === field.ownerDocument.activeElement;

/** The event was a success: the bound fields it carried show what the server says, unless they were edited since. */
export function settle({ at, fields }: Carried): void {
  for (const field of fields) {
    if (!isBound(field) || isHeld(field, { at, asked: true })) continue;
    edited.delete(field);
    show(field as Field);
  }
}

function isBound(field: Element): boolean {
  return bound.has(field) || (isNamed(field, "select") && [...field.options].some((option) => bound.has(option)));
}

/** Makes the property of a field what its attributes, or a textarea's text, say. */
function show(field: Field): void {
  if (isNamed(field, "select")) choose(field, (option) => option.defaultSelected);
  else if (VALUELESS.test(field.type)) (field as HTMLInputElement).checked = (field as HTMLInputElement).defaultChecked;
  else setValue(field, field.defaultValue);
}

/** Sets the value and keeps the caret where it was; one that stood at the end stays at the end. */
function setValue(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  const { value: before, selectionStart, selectionEnd, selectionDirection } = field;
  if (before === value) return;
  field.value = value;
  if (selectionStart !== null && selectionStart < before.length && isFocused(field)) field.setSelectionRange(selectionStart, selectionEnd, selectionDirection!);
}

/**
 * Does `write`, which changes what the server says about a field; then the property follows, or is put back if it is the person's.
 * `name` is the attribute that is written; `""` an element's text.
 */
export function guard(element: Element, name: string, since: Since, write: () => void): void {
  const isInput = isNamed(element, "input");
  if (name === "selected" && isNamed(element, "option")) keepingChoice(element, since, write);
  else if (isInput ? name === "checked" || (name === "value" && !VALUELESS.test(element.type)) : !name && isNamed(element, "textarea")) {
    const { value, checked } = element as HTMLInputElement;
    const held = isHeld(element, since);
    write();
    if (!held) show(element as Field);
    else if (name === "checked") (element as HTMLInputElement).checked = checked;
    else setValue(element as HTMLInputElement, value);
  } else {
    write();
    if (isInput && name === "indeterminate") element.indeterminate = element.hasAttribute(name);
  }
}

/** Does `change` to the children of `parent`; inside a select, what was chosen stays chosen unless the server now says otherwise. */
export function keepingChoice(parent: Element, since: Since, change: () => void): void {
  const select = parent.closest("select");
  if (!select) return change();
  const chosen = [...select.selectedOptions];
  const said = [...select.options].filter((option) => option.defaultSelected);
  change();
  const says = [...select.options].some((option) => option.defaultSelected !== said.includes(option));
  const kept = chosen.filter((option) => select.contains(option));
  if ((says && !isHeld(select, since)) || !(kept[0] || select.multiple)) show(select);
  else choose(select, (option) => kept.includes(option));
}

/** Touches only what is not so: to set a choice again is a choice of its own. */
function choose(select: HTMLSelectElement, isChosen: (option: HTMLOptionElement) => boolean): void {
  for (const option of select.options) if (option.selected !== isChosen(option)) option.selected = isChosen(option);
}
