/** One request to each route that does what the route is for, in the company of the test. */
import { arn, TEST, wish } from "../../requests/company.ts";
import { policy } from "../../requests/policy.ts";
import { NEW_TOKEN } from "./callers.ts";

/** Ids of what was made through the API. */
export interface Made {
  /** A live grant of the person's. */
  readonly grant: string;
  /** A request that waits for the approver, and one of which they have asked back. */
  readonly waiting: string;
  readonly questioned: string;
  readonly token: string;
}

export interface Meant {
  readonly caller: string;
  /** Stands for the path's parameter. */
  readonly id?: string;
  readonly query?: string;
  readonly body?: unknown;
}

/** By the operation's name. Whatever is not here is an admin's, and takes nothing. */
export function meantOf({ grant, waiting, questioned, token }: Made): Record<string, Meant> {
  const admin = { caller: "an admin" };
  const approver = { caller: "an approver", id: waiting };
  const person = { caller: "a person" };
  const event = { event: "user_onboard", email: "new@example.com", department: "Engineering" };
  const mapping = { department: "Security", permission_set_arn: arn("ReadOnly") };
  const again = { duration: "PT10M", justification: wish.justification };
  return {
    "GET /readyz": { caller: "the operator" },
    "GET /metrics": { caller: "the operator" },
    "POST /v1/hr/events": { caller: "an HR source", body: event },
    "POST /v1/hr/{source}/events": { caller: "an HR source", id: "default", body: [event] },
    "POST /v1/tokens": { ...admin, body: { name: "new", scopes: ["hr:import"], ...NEW_TOKEN } },
    "DELETE /v1/tokens/{id}": { ...admin, id: token },
    "GET /v1/people/{id}": { ...admin, id: "per_bruce" },
    "GET /v1/people/{id}/access": { ...person, id: "per_bruce" },
    "POST /v1/people/{id}/suspend": { ...admin, id: "per_dana" },
    "POST /v1/people/{id}/resume": { ...admin, id: "per_sue" },
    "PUT /v1/people/{id}/backstage_ref": {
      ...admin,
      id: "per_dana",
      body: { backstage_ref: "user:default/new" },
    },
    "GET /v1/accounts/{id}/access": { ...admin, id: TEST },
    "POST /v1/policy": { ...admin, body: policy },
    "GET /v1/policy/{version}": { ...admin, id: "2" },
    "POST /v1/policy/{version}/activate": { ...admin, id: "2", body: { removals: 0 } },
    "PUT /v1/policy/departments/{department}": { ...admin, id: "Security", body: mapping },
    "POST /v1/held/{id}/release": { ...admin, id: "hel_withheld", body: { version: 1 } },
    "POST /v1/held/{id}/drop": { ...admin, id: "hel_removals" },
    "POST /v1/findings/{id}/adopt": { ...admin, id: "fnd_0" },
    "POST /v1/findings/{id}/ignore": { ...admin, id: "fnd_1" },
    "POST /v1/findings/{id}/remove": { ...admin, id: "fnd_2" },
    "POST /v1/grants/{id}/end": { ...person, id: grant },
    "POST /v1/grants/{id}/extend": { ...person, id: grant, body: again },
    "POST /v1/requests": {
      caller: "an auditor",
      body: { permission_set: "ReadOnly", account_id: TEST, duration: "PT1H" },
    },
    "GET /v1/requests/{id}": { ...approver },
    "GET /v1/approvals/{id}": { ...approver },
    "GET /v1/decisions": { caller: "an approver" },
    "POST /v1/requests/{id}/approve": { ...approver, body: { duration: "PT30M" } },
    "POST /v1/requests/{id}/reject": { ...approver, body: { reason: "not now" } },
    "POST /v1/requests/{id}/question": { ...approver, body: { question: "which logs?" } },
    "POST /v1/requests/{id}/answer": { ...person, id: questioned, body: { answer: "all" } },
    "POST /v1/requests/{id}/cancel": { ...person, id: waiting },
    "PUT /v1/freeze": { ...admin, body: { reason: "INC-1" } },
    "POST /v1/recovery": { ...admin, body: { since: "2026-11-20T08:00:00Z" } },
    "GET /v1/me/options": { ...person },
    "GET /v1/explain": { ...person, query: "?person=per_bruce&permission_set=SecAudit" },
  };
}
