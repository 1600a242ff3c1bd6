import type { Schema } from "../api/routes.ts";
import { bruce, secAudit, waitingRequest } from "./samples.ts";

/** What Bruce may ask for it on. */
export const terms: Schema<"Terms"> = {
  rule: "production-debugging",
  risk: "medium",
  longest: "PT8H",
  shortest: "PT1M",
  offered: ["PT1H", "PT4H"],
  justification: { least_characters: 10, pattern: null },
  ticket: { pattern: "[A-Z]+-[0-9]+", required: false },
  approval: "people",
  approvers: ["manager"],
  extension: { most: 2, each: "PT2H" },
};

export const option: Schema<"Option"> = { key: "account/1/ps-1", target: secAudit, terms };

/** Bruce, as he reads himself. */
export const bruceInDetail: Schema<"PersonDetails"> = {
  ...bruce,
  given_name: "Bruce",
  family_name: "Miller",
  division: null,
  location: null,
  country: null,
  time_zone: null,
  employment_type: "employee",
  start_date: null,
  end_date: null,
  state_since: "2026-01-01T00:00:00Z",
  next_change_at: null,
  manager: { id: "per_alexander", display_name: "Alexander James", since: null },
  identity: null,
};

/** Bruce has nothing of it, and may ask for it. */
export function explanation(over: Partial<Schema<"Explanation">> = {}): Schema<"Explanation"> {
  return {
    person_id: bruce.id,
    person_state: "active",
    target: secAudit,
    policy_version: 1,
    is_wanted: false,
    why: [],
    baseline: [],
    deny: [],
    eligibility: {
      may_ask: true,
      detail: null,
      terms,
      approvers: [
        { approver: "person:per_alexander", fallback: false },
        { approver: "role:admin", fallback: true },
      ],
    },
    holds: [],
    in_aws: null,
    through_groups: [],
    ...over,
  };
}

/** Bruce's request, which waits for Alexander. */
export function requestDetail(
  over: Partial<Schema<"RequestDetail">> = {},
): Schema<"RequestDetail"> {
  return {
    ...waitingRequest(),
    approvers: [
      { approver: "person:per_alexander", fallback: false },
      { approver: "role:admin", fallback: true },
    ],
    notes: [],
    timeline: [],
    grant: null,
    ...over,
  };
}
