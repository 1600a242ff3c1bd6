import type { z } from "@hono/zod-openapi";
import { showInstant, showInstantOrNull } from "../http/instants.ts";
import type { Person } from "./person.ts";
import type { PersonDetails } from "./read.ts";
import type { personDetailsView, personView } from "./schemas.ts";
import { stateOf } from "./state.ts";

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
