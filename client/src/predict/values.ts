/**
 * What a variable of a prediction holds (docs/internals/wire.md, 9): a value of Python's as JSON spells it, or less. An array says less: `[true]` and
 * `[false]` are a truth without its value, `[]` is unknown.
 */

export type Scalar = string | number | boolean | null;
export type Value = Scalar | readonly [] | readonly [truth: boolean] | List | Row;

export const UNKNOWN = [] as const;

/** A row in the state that a program works on; there it is one object, whichever variables and lists hold it. */
export interface Row {
  /** Where it stands in the list that the server knows; below 0: it is new. */
  readonly place: number;
  /** Replaced where one of them changes, never changed. */
  fields: readonly Value[];
}

export interface List {
  readonly rows: readonly Row[];
}

/** Slots, parameters, local variables, rows in turn. */
export type State = Value[];

export const rowsOf = (value: Value | undefined): readonly Row[] | undefined => (value as Partial<List> | null | undefined)?.rows;
export const fieldsOf = (value: Value | undefined): readonly Value[] | undefined => (value as Partial<Row> | null | undefined)?.fields;

/** A row of a loop and, in the variable behind it, which one it is. */
export function bind(state: State, variable: number, row: Row, index: number): void {
  state[variable] = row;
  state[variable + 1] = index;
}

/** Whether a value is known in full, and can be calculated with. */
export const isScalar = (value: Value | undefined): value is Scalar => value === null || typeof value !== "object";

/** As Python has it: True is 1. */
export const isNumber = (value: Value | undefined): value is number | boolean => typeof value === "number" || typeof value === "boolean";
export const isText = (value: Value | undefined): value is string => typeof value === "string";

/** Python's truth of a value, as far as it is known; that of a list is its length. */
export const truth = (value: Value | undefined): boolean | undefined => (Array.isArray(value) ? (value[0] as boolean) : !!value);
