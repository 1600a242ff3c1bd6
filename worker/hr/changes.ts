/**
 * What HR's events change about a person: pure.
 * @module
 */
import type { Instant } from "../db/context.ts";
import type { Person } from "../people/person.ts";
import type { Employment, Folded, Transition } from "./fold.ts";
import { PLAIN_FIELDS } from "./profile.ts";
import type { Profile } from "./profile.ts";

const FIELDS = [
  "email",
  "given_name",
  "family_name",
  "display_name",
  "manager_email",
  ...PLAIN_FIELDS,
] as const;

export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** The fields that differ; attributes as one, in JSON. */
export function changedFields(before: Profile | undefined, after: Profile): FieldChange[] {
  const fields: FieldChange[] = FIELDS.map((field) => ({
    field,
    before: before?.[field] ?? null,
    after: after[field],
  }));
  fields.push({
    field: "attributes",
    before: textOf(before?.attributes),
    after: textOf(after.attributes),
  });
  return fields.filter((change) => change.before !== change.after);
}

/**
 * The steps of somebody's employment that are not told yet: those after the state that is stored, and the last one where
 * HR's events now end in another state than that.
 */
export function newSteps(
  stored: { readonly employment: Employment; readonly employment_since: Instant } | undefined,
  { employment, history }: Pick<Folded, "employment" | "history">,
): readonly Transition[] {
  if (stored === undefined) return history;
  const steps = history.filter(({ at }) => at > stored.employment_since);
  const last = history.at(-1);
  if (steps.length > 0 || last === undefined || stored.employment === employment) return steps;
  return [last];
}

/** The step by which somebody who works here leaves, and which no admin released: what the limits on removals count. */
export function leavingOf(
  stored: Person | undefined,
  folded: Folded | undefined,
): Transition | undefined {
  if (stored?.employment !== "active" || folded === undefined) return undefined;
  return newSteps(stored, folded).find(
    ({ kind, cause }) => kind === "offboarded" && cause.released_at === null,
  );
}

function textOf(attributes: Readonly<Record<string, string>> | undefined): string | null {
  if (attributes === undefined || Object.keys(attributes).length === 0) return null;
  return JSON.stringify(attributes);
}
