import { z } from "@hono/zod-openapi";
import { freezeView } from "../freeze/schemas.ts";
import { instantText, showInstant, showInstantOrNull } from "../http/instants.ts";
import { pageQuery } from "../http/page.ts";
import type { Person } from "./person.ts";
import type { PersonDetails } from "./read.ts";
import { stateOf } from "./state.ts";

const personId = z.string().min(1).max(64);
export const personParams = z.strictObject({ id: personId });

const personStates = ["expected", "active", "suspended", "left"] as const;

const filter = z.string().min(1).max(100);

export const peopleQuery = pageQuery.extend({
  q: filter.optional().openapi({ description: "Part of the display name or email, in any case" }),
  department: filter.optional().openapi({ description: "The whole department" }),
  state: z.enum(personStates).optional(),
  manager: personId.optional().openapi({ description: "Id of the manager" }),
});

export const personView = z
  .object({
    id: z.string(),
    email: z.string(),
    display_name: z.string(),
    department: z.string().nullable(),
    title: z.string().nullable(),
    state: z.enum(personStates),
    manager_id: z.string().nullable(),
    backstage_ref: z.string().nullable(),
  })
  .openapi("Person");

const identityView = z
  .object({
    user_name: z.string(),
    email: z.string(),
    status: z.enum(["wanted", "blocked", "live", "deleted", "lost"]),
    user_id: z.string().nullable().openapi({ description: "AWS's UserId" }),
    deletion_at: instantText.nullable(),
    last_error: z.string().nullable(),
  })
  .openapi("Identity");

export const personDetailsView = personView
  .extend({
    given_name: z.string(),
    family_name: z.string(),
    division: z.string().nullable(),
    location: z.string().nullable(),
    country: z.string().nullable(),
    time_zone: z.string().nullable(),
    employment_type: z.string().nullable(),
    start_date: z.string().nullable(),
    end_date: z.string().nullable(),
    state_since: instantText,
    next_change_at: instantText
      .nullable()
      .openapi({ description: "When what HR said changes the state by itself" }),
    manager: z
      .object({ id: z.string(), display_name: z.string(), since: instantText.nullable() })
      .nullable(),
    identity: identityView.nullable(),
    hr: z
      .object({
        source: z.string(),
        worker_id: z.string(),
        attributes: z.record(z.string(), z.string()),
      })
      .optional()
      .openapi({ description: "For admins and auditors" }),
    held: z
      .array(z.object({ id: z.string(), kind: z.string(), opened_at: instantText }))
      .optional()
      .openapi({ description: "What waits for an admin's word; for admins and auditors" }),
  })
  .openapi("PersonDetails");

export const meView = z
  .object({
    ref: z.string(),
    roles: z.array(z.enum(["admin", "auditor"])),
    roles_unknown: z.boolean(),
    bootstrap: z.boolean(),
    portal_url: z.string().nullable().openapi({ description: "AWS's access portal" }),
    sso_region: z.string().openapi({ description: "Where Identity Center is, for the AWS CLI" }),
    freeze: freezeView
      .nullable()
      .openapi({ description: "While one stands: no new access begins anywhere" }),
    person: personView
      .nullable()
      .openapi({ description: "Null for somebody whom HR does not know" }),
  })
  .openapi("Me");

export function showPerson(person: Person): z.infer<typeof personView> {
  const { id, email, display_name, department, title, manager_id, backstage_ref } = person;
  const state = stateOf(person);
  return { id, email, display_name, department, title, state, manager_id, backstage_ref };
}

/** @param seesAll an admin or auditor: what HR sends beside the profile, and what waits for an admin */
export function showDetails(
  { person, manager, identity, held, nextChangeAt }: PersonDetails,
  seesAll: boolean,
): z.infer<typeof personDetailsView> {
  const { source, worker_id, attributes, employment_since, suspended_at } = person;
  const isSuspended = stateOf(person) === "suspended" && suspended_at !== null;
  return {
    ...showPerson(person),
    given_name: person.given_name,
    family_name: person.family_name,
    division: person.division,
    location: person.location,
    country: person.country,
    time_zone: person.time_zone,
    employment_type: person.employment_type,
    start_date: person.start_date,
    end_date: person.end_date,
    state_since: showInstant(isSuspended ? suspended_at : employment_since),
    next_change_at: showInstantOrNull(nextChangeAt),
    manager:
      manager === null ? null : { ...manager, since: showInstantOrNull(person.manager_since) },
    identity: identity === null ? null : showIdentity(identity),
    ...(seesAll ? { hr: { source, worker_id, attributes }, held: held.map(showWaiting) } : {}),
  };
}

function showIdentity(identity: NonNullable<PersonDetails["identity"]>) {
  const { user_name, email, status, principal_id, delete_at, last_error } = identity;
  return {
    user_name,
    email,
    status,
    user_id: principal_id,
    deletion_at: showInstantOrNull(delete_at),
    last_error,
  };
}

function showWaiting({ id, kind, opened_at }: PersonDetails["held"][number]) {
  return { id, kind, opened_at: showInstant(opened_at) };
}
