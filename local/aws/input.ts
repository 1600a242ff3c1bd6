import { Refusal } from "./wire.ts";

/** Reads one member of an input, or throws what is wrong with it. */
export type Field<T> = (value: unknown, path: string) => T;

/** A member breaks a constraint; how a service words and names that is the service's own. */
export class Constraint extends Error {
  readonly path: string;
  readonly reason: ConstraintReason;

  constructor(path: string, rule: string, reason: ConstraintReason) {
    super(
      `1 validation error detected: Value${reason === "INPUT_REQUIRED" ? " null" : ""} at '${path}' ` +
        `failed to satisfy constraint: Member must ${rule}`,
    );
    this.path = path;
    this.reason = reason;
  }
}

/** In the words of Organizations' InvalidInputException. */
export type ConstraintReason =
  | "INPUT_REQUIRED"
  | "INVALID_PATTERN"
  | "INVALID_ENUM"
  | "MIN_LENGTH_EXCEEDED"
  | "MAX_LENGTH_EXCEEDED"
  | "MIN_VALUE_EXCEEDED"
  | "MAX_VALUE_EXCEEDED";

type TextRules = { readonly form?: RegExp; readonly min?: number; readonly max?: number };

/** Text of `min` to `max` characters that has the form. */
export function text({ form, min = 1, max }: TextRules = {}): Field<string> {
  return (value, path) => {
    if (typeof value !== "string") throw notOfType(value, path, "a string");
    if (value.length < min) {
      throw new Constraint(
        path,
        `have length greater than or equal to ${min}`,
        "MIN_LENGTH_EXCEEDED",
      );
    }
    if (max !== undefined && value.length > max) {
      throw new Constraint(path, `have length less than or equal to ${max}`, "MAX_LENGTH_EXCEEDED");
    }
    if (form !== undefined && !form.test(value)) {
      throw new Constraint(
        path,
        `satisfy regular expression pattern: ${form.source}`,
        "INVALID_PATTERN",
      );
    }
    return value;
  };
}

/** A whole number of `min` to `max`. */
export function integer(min: number, max: number): Field<number> {
  return (value, path) => {
    if (typeof value !== "number" || !Number.isInteger(value))
      throw notOfType(value, path, "an integer");
    if (value < min)
      throw new Constraint(
        path,
        `have value greater than or equal to ${min}`,
        "MIN_VALUE_EXCEEDED",
      );
    if (value > max)
      throw new Constraint(path, `have value less than or equal to ${max}`, "MAX_VALUE_EXCEEDED");
    return value;
  };
}

/** One of the given words. */
export function oneOf<const Word extends string>(...words: readonly Word[]): Field<Word> {
  return (value, path) => {
    if (typeof value !== "string") throw notOfType(value, path, "a string");
    const word = words.find((known) => known === value);
    if (word === undefined) {
      throw new Constraint(path, `satisfy enum value set: [${words.join(", ")}]`, "INVALID_ENUM");
    }
    return word;
  };
}

export const flag: Field<boolean> = (value, path) => {
  if (typeof value !== "boolean") throw notOfType(value, path, "a boolean");
  return value;
};

/** Any JSON value (AWS's `Document`). */
export const anything: Field<unknown> = (value) => value;

/** A list of `min` to `max` members. */
export function list<T>(member: Field<T>, min: number, max: number): Field<T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw notOfType(value, path, "a list");
    if (value.length < min) {
      throw new Constraint(
        path,
        `have length greater than or equal to ${min}`,
        "MIN_LENGTH_EXCEEDED",
      );
    }
    if (value.length > max) {
      throw new Constraint(path, `have length less than or equal to ${max}`, "MAX_LENGTH_EXCEEDED");
    }
    return value.map((one, index) => required(member)(one, `${path}.${index + 1}.member`));
  };
}

/** A member that may be left out; null counts as left out. */
export function optional<T>(field: Field<T>): Field<T | undefined> {
  return (value, path) => (value === undefined || value === null ? undefined : field(value, path));
}

export function required<T>(field: Field<T>): Field<T> {
  return (value, path) => {
    if (value === undefined || value === null)
      throw new Constraint(path, "not be null", "INPUT_REQUIRED");
    return field(value, path);
  };
}

type Fields = Readonly<Record<string, Field<unknown>>>;

/** What a structure of fields reads. */
export type Read<F extends Fields> = { readonly [Name in keyof F]: ReturnType<F[Name]> };

/** A structure: members that it does not know are ignored, as AWS does. */
export function structure<const F extends Fields>(fields: F): Field<Read<F>> {
  const entries = Object.entries(fields);
  return (value, path) => {
    if (!isObject(value)) throw notOfType(value, path, "a structure");
    const read: Record<string, unknown> = {};
    for (const [name, field] of entries) {
      const here = name[0] === undefined ? name : name[0].toLowerCase() + name.slice(1);
      read[name] = field(value[name], path === "" ? here : `${path}.${here}`);
    }
    return asRead<F>(read);
  };
}

/** Each member was just read by the field of its name. */
function asRead<F extends Fields>(read: Record<string, unknown>): Read<F> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return read as Read<F>;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function notOfType(value: unknown, path: string, type: string): Refusal {
  const found = value === null ? "null" : Array.isArray(value) ? "a list" : typeof value;
  return new Refusal(
    "SerializationException",
    `${found} can not be converted to ${type} at '${path}'`,
    {},
    400,
  );
}
