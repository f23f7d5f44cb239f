/**
 * What a variable of a prediction holds (docs/internals/wire.md, 9): a value of Python's as JSON spells it, or less. An array says less: `[true]` and
 * `[false]` are a truth without its value, `[]` is unknown.
 */

export type Scalar = string | number | boolean | null;
export type Value = Scalar | readonly [] | readonly [truth: boolean] | List | Row;

export const UNKNOWN = [] as const;

/** A row as the server knows it. It is the same row wherever it moves; what a prediction makes of its fields stands in the scope. */
export class Row {
  constructor(public fields: readonly Value[]) {}
}

export class List {
  constructor(readonly rows: readonly Row[]) {}
}

/** What a program works on, and what it leaves. */
export interface Scope {
  /** How many of the variables are slots. */
  readonly slots: number;
  /** Slots, parameters, local variables, rows in turn. */
  readonly variables: Value[];
  /** The fields of rows that are not as the server knows them. */
  readonly changed: ReadonlyMap<Row, readonly Value[]>;
}

export const fieldsOf = (row: Row, { changed }: Scope): readonly Value[] => changed.get(row) ?? row.fields;

/** A row of a loop and, in the variable behind it, which one it is. */
export function bind({ variables }: Scope, variable: unknown, row: Row, index: number): void {
  variables[variable as number] = row;
  variables[(variable as number) + 1] = index;
}

/** Whether a value is known in full, and can be calculated with. */
export const isScalar = (value: Value): value is Scalar => value === null || typeof value !== "object";

/** As Python has it: True is 1. */
export const isNumber = (value: Value): value is number | boolean => typeof value === "number" || typeof value === "boolean";
export const isText = (value: Value): value is string => typeof value === "string";

/** Python's truth of a value, as far as it is known. */
export const truth = (value: Value): boolean | undefined => (Array.isArray(value) ? value[0] : value instanceof List ? !!value.rows[0] : !!value) as boolean;
