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
  /** They were submitted. */
  readonly submitted?: boolean;
}

/** What a frame may overwrite: fields not edited after `at`; when nobody asked for it, not the focused one either. */
interface Since {
  readonly at: number;
  readonly asked: boolean;
}

/** Inputs whose value is what their attribute says, or nobody's to set. */
const VALUELESS = /^(checkbox|radio|hidden|button|submit|reset|image|file)$/;
const isBox = (field: Field): field is HTMLInputElement => VALUELESS.test(field.type);

let edits = 0;
let composing: EventTarget | null = null;
const edited = new WeakMap<EventTarget, number>();
/**
 * Fields and options that the server fills. True: the template does, their start tag, or a textarea's content, is dynamic; false: they stand in a value that
 * it printed, `{{ form.as_p }}`.
 */
export const filled = new WeakMap<Element, boolean>();
/** Of the frame that is being applied. */
let since: Since = { at: 0, asked: true };
/** The fields that it has come to, and how to put each right. */
const touched = new Map<Element, () => void>();

/** Begins to number edits; before any other listener, so that an event's own edit is counted in it. */
export function watchEdits(root: Document): void {
  const number = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    // Leaving a field is no edit, only the end of those that were counted; a script may tell of its own with `change` alone.
    if (event.type === "change" && edited.has(field)) return;
    edited.set(field, ++edits);
    // Choosing one radio button is an edit of all that it switches off.
    if (field.type === "radio")
      for (const each of root.getElementsByName(field.name)) if ((each as HTMLInputElement).form === field.form) edited.set(each, edits);
  };
  const on = (type: string, hear: (event: Event) => void): void => root.defaultView!.addEventListener(type, hear, true);
  on("input", number);
  on("change", number);
  on("compositionstart", (event) => (composing = event.target));
  on("compositionend", () => (composing = null));
}

/** To be taken when an event leaves, with the fields whose values it holds. */
export function carried(fields: Iterable<Element>, submitted?: boolean): Carried {
  return { at: edits, fields: [...fields], submitted };
}

/** Whether what the person did to this field, or is doing, stands above what the server says. */
export function isHeld(field: Element, { at, asked } = since): boolean {
  if (field === composing) return true;
  if (field.hasAttribute("dj-force-value")) return false;
  return (edited.get(field) ?? 0) > at || (!asked && isFocused(field));
}

const isFocused = (field: Element): boolean => field === field.ownerDocument.activeElement;

/**
 * Does `change`, in which every field is touched before it is changed; then fields show what the server says, where it now says something
 * else, or what they showed before. Frames that answer events may overwrite what was not edited since those left: `[]` nothing that
 * was edited; `null` is a frame nobody asked for.
 */
export function keeping(answered: readonly Carried[] | null, change: () => void): void {
  since = { at: answered ? Math.max(0, ...answered.map(({ at }) => at)) : edits, asked: !!answered };
  try {
    change();
  } finally {
    for (const mend of touched.values()) mend();
    touched.clear();
  }
  answered?.forEach(settle);
}

/** To be called before the attributes or the children of an element change: it may be a field, or stand in one. */
export function touch(element: Element): void {
  const field = element.closest<Field>("input,textarea,select");
  if (!field || touched.has(field)) return;
  const held = isHeld(field);
  if (isNamed(field, "select")) {
    const chosen = [...field.selectedOptions];
    const defaults = unlike(field, "defaultSelected", []);
    // What nobody chose, the browser did: it would choose again.
    const isItsOwn = !edited.has(field) && !unlike(field, "selected", saidBy(field))[0];
    touched.set(field, () => {
      const says = isItsOwn || unlike(field, "defaultSelected", defaults)[0];
      if ((says && !held) || !(field.multiple || chosen.some((option) => field.contains(option)))) show(field);
      else choose(field, chosen);
    });
  } else {
    const { value, checked, defaultValue, defaultChecked } = field as HTMLInputElement;
    touched.set(field, () => {
      if (!held && (isBox(field) ? field.defaultChecked !== defaultChecked : field.defaultValue !== defaultValue)) show(field);
      else set(field, checked, value);
    });
  }
}

/** The event was a success: the fields of the template that it carried (of a submit: the printed ones, too) show what the server says, unless they were edited since. */
export function settle({ at, fields, submitted }: Carried): void {
  for (const field of fields as readonly Field[]) {
    const isFilled = [field, ...((field as HTMLSelectElement).options ?? [])].some((each) => submitted ? filled.has(each) : filled.get(each));
    if (!isFilled || isHeld(field, { at, asked: true })) continue;
    edited.delete(field);
    show(field);
  }
}

/** Makes the property of a field what its attributes, or a textarea's text, say. */
function show(field: Field): void {
  if (isNamed(field, "select")) choose(field, saidBy(field));
  else set(field, (field as HTMLInputElement).defaultChecked, field.defaultValue);
}

/** Sets the value and keeps the caret where it was; one that stood at the end stays at the end. Of a box: whether it is checked. */
function set(field: HTMLInputElement | HTMLTextAreaElement, checked: boolean, value: string): void {
  const { value: before, selectionStart, selectionEnd, selectionDirection } = field;
  if (isBox(field)) field.checked = checked;
  else if (before !== value) {
    field.value = value;
    if (selectionStart !== null && selectionStart < before.length && isFocused(field)) field.setSelectionRange(selectionStart, selectionEnd, selectionDirection!);
  }
}

/** The options that the browser would choose by itself: those of a copy that nobody has touched. */
function saidBy(select: HTMLSelectElement): HTMLOptionElement[] {
  const { options } = select.cloneNode(true) as HTMLSelectElement;
  return [...select.options].filter((_, index) => options[index]!.selected);
}

/** The options of which this is not so, or those that are none of `these` and of which it is. */
const unlike = ({ options }: HTMLSelectElement, what: "selected" | "defaultSelected", these: readonly HTMLOptionElement[]): HTMLOptionElement[] =>
  [...options].filter((option) => option[what] !== these.includes(option));

/** Touches only what is not so: to set a choice again is a choice of its own. */
function choose(select: HTMLSelectElement, chosen: readonly HTMLOptionElement[]): void {
  for (const option of unlike(select, "selected", chosen)) option.selected = chosen.includes(option);
}
