/**
 * What HR's events change about a person: pure.
 * @module
 */
import type { Instant } from "../db/context.ts";
import type { Person } from "../people/person.ts";
import type { Counted, Employment, Fold, Folded, Transition } from "./fold.ts";
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

/** Whether somebody who works here has not begun after all. */
export function isPostponed(
  stored: Pick<Person, "employment">,
  folded: Pick<Folded, "employment">,
): boolean {
  return stored.employment === "active" && folded.employment === "expected";
}

/**
 * The event by which somebody who works here leaves or has not begun, and which no admin released: what the limits on
 * removals count. A beginning is put off by the last event without which it would not be; by none where the policy's
 * time zones did it.
 * @param foldOf folds some of the worker's events
 */
export function leavingOf(
  stored: Person | undefined,
  events: readonly Counted[],
  foldOf: (some: readonly Counted[]) => Fold,
): Counted | undefined {
  const folded = foldOf(events).person;
  if (stored?.employment !== "active" || folded === undefined) return undefined;
  const left = newSteps(stored, folded).find(
    ({ kind, cause }) => kind === "offboarded" && cause.released_at === null,
  );
  if (left !== undefined || !isPostponed(stored, folded)) return left?.cause;
  const cause = events.findLast(
    (event) => foldOf(events.filter((one) => one !== event)).person?.employment === "active",
  );
  return cause?.released_at === null ? cause : undefined;
}

function textOf(attributes: Readonly<Record<string, string>> | undefined): string | null {
  if (attributes === undefined || Object.keys(attributes).length === 0) return null;
  return JSON.stringify(attributes);
}
