/**
 * Whether one HR event may be stored: pure, each event for itself.
 * @module
 */
import type { HrSource } from "../settings.ts";
import { fieldFaults } from "../http/field-faults.ts";
import { emailDomain, emailKey, foldText } from "../people/canonical.ts";
import { splitName } from "../people/names.ts";
import type { Policy } from "../policy/policy.ts";
import type { FieldFault } from "../problem.ts";
import { hrEvent, namesOf, profileFieldsOf } from "./schemas.ts";
import type { HrEvent } from "./schemas.ts";
import { userNameOf } from "./user-name.ts";

/** Why an event was refused. */
export interface Refusal {
  readonly code:
    | "invalid-event"
    | "foreign-domain"
    | "field-not-allowed"
    | "protected"
    | "dropped"
    | "too-many-held";
  readonly detail: string;
  readonly errors: readonly FieldFault[];
}

export type Judged =
  | {
      readonly ok: true;
      readonly event: HrEvent;
      readonly workerId: string;
      readonly emailKey: string;
    }
  | { readonly ok: false; readonly problem: Refusal };

export interface JudgingRules {
  readonly source: Pick<HrSource, "domains" | "fields">;
  /** User names, lower case, that HR never touches. */
  readonly protectedUsers: ReadonlySet<string>;
  readonly people: Policy["people"];
}

/** Of one event: a body of 500 with a thousand wrong names each must not make an answer that D1 can't keep. */
const FAULTS_TOLD = 20;

/** The event as it is to be stored, or why it is not. Problems never repeat a value. */
export function judgeEvent(
  input: unknown,
  { source, protectedUsers, people }: JudgingRules,
): Judged {
  const parsed = hrEvent.safeParse(input);
  if (!parsed.success) {
    return refused(
      "invalid-event",
      "The event has fields that are wrong.",
      fieldFaults(parsed.error.issues).slice(0, FAULTS_TOLD),
    );
  }
  const event = parsed.data;
  if (!source.domains.includes(emailDomain(event.email))) {
    return refused("foreign-domain", "The email's domain is not one of this source's.", [
      { field: "email", message: "has a domain that this source may not use" },
    ]);
  }
  const { fields } = source;
  const foreign =
    fields === undefined ? [] : profileFieldsOf(event).filter((field) => !fields.includes(field));
  if (foreign.length > 0) {
    const errors = foreign.map((field) => ({ field, message: "may not be set by this source" }));
    return refused(
      "field-not-allowed",
      "The event sets fields that this source may not set.",
      errors,
    );
  }
  const key = emailKey(event.email);
  const workerId = event.employee_id ?? `${EMAIL_ONLY}${key}`;
  if (protectedUsers.has(key) || protectedUsers.has(nameToBe(event, workerId, people) ?? key)) {
    return refused("protected", "The email or user name is protected: HR never changes it.", [
      { field: "email", message: "belongs to a protected user" },
    ]);
  }
  return { ok: true, event, workerId, emailKey: key };
}

const EMAIL_ONLY = "email:";

/** Whether the worker has no id of their own: they are known by email alone. */
export function isEmailOnly(workerId: string): boolean {
  return workerId.startsWith(EMAIL_ONLY);
}

function refused(code: Refusal["code"], detail: string, errors: readonly FieldFault[]): Judged {
  return { ok: false, problem: { code, detail, errors } };
}

/** The user name that the person would have, where the event says enough. */
function nameToBe(event: HrEvent, workerId: string, rules: Policy["people"]): string | undefined {
  const split = splitName(namesOf(event), rules.mononym);
  const names = split.ok ? { given_name: split.given_name, family_name: split.family_name } : {};
  const name = userNameOf({ email: event.email, worker_id: workerId, ...names }, rules);
  return name === undefined ? undefined : foldText(name);
}
