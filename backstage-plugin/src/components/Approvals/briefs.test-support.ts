import type { Schema } from "../../api/routes.ts";
import { liveGrant, secAudit, waitingRequest } from "../../testing/samples.ts";

const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

/** All that is told of a request of Bruce's; the reader is his manager. */
export function briefOf(
  request: Schema<"Request"> = waitingRequest(),
  over: Partial<Schema<"Brief">> = {},
): Schema<"Brief"> {
  return {
    request: {
      ...request,
      approvers: [
        { approver: "person:per_alexander", fallback: false },
        { approver: "person:per_dana", fallback: false },
        { approver: "role:admin", fallback: true },
      ],
      notes: [],
      timeline: [],
      grant: null,
    },
    requester: {
      title: "Programmer",
      department: "IT",
      manager_id: "per_alexander",
      reports_to_you: true,
    },
    may_decide: true,
    why_not: null,
    allows: [
      {
        account_id: secAudit.account_id,
        account_name: secAudit.account_name,
        permission_set: secAudit.permission_set,
        permission_set_arn: secAudit.permission_set_arn,
        description: "Configuration and logs",
        policies: ["SecurityAudit", "inline"],
        session_duration: "PT1H",
        risk: "high",
      },
    ],
    has: [
      {
        target: { kind: "group", group_id: "g-1", group: "eng-all" },
        origin: "managed",
        observed: "present",
        being: null,
        seen_at: null,
        withheld_at: null,
        last_error: null,
        reasons: [{ kind: "baseline", id: "it", grant_id: null, starts_at: at(-9), ends_at: null }],
        gives: [{ ...secAudit, permission_set: "ReadOnly" }],
      },
    ],
    earlier: [
      {
        ...waitingRequest({ id: "req_1", state: "approved", decided_by: "person:per_dana" }),
        grant: liveGrant({ state: "ended", ended_by: "holder" }),
      },
      {
        ...waitingRequest({
          id: "req_0",
          state: "rejected",
          decided_by: "person:per_alexander",
          decision_reason: "Not in production.",
        }),
        grant: null,
      },
    ],
    terms: {
      rule: "it-production",
      risk: "high",
      longest: "PT8H",
      shortest: "PT1M",
      offered: ["PT1H", "PT4H", "PT8H"],
      justification: { least_characters: 10, pattern: null },
      ticket: null,
      approval: "people",
      approvers: ["manager"],
      extension: { most: 2, each: "PT2H" },
    },
    would_give: { starts_at: at(0), ends_at: at(4), credentials_dead_by: at(5) },
    names: { "person:per_alexander": "Alexander James", "person:per_dana": "Dana White" },
    ...over,
  };
}
