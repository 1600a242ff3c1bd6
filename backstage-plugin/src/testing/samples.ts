import type { Schema } from "../api/routes.ts";

/** Bruce Miller, a programmer. */
export const bruce = {
  id: "per_bruce",
  email: "bmiller@example.com",
  display_name: "Bruce Miller",
  department: "IT",
  title: "Programmer",
  state: "active",
  manager_id: "per_alexander",
  backstage_ref: "user:default/bmiller",
} as const satisfies Schema<"Person">;

export const me: Schema<"Me"> = {
  ref: bruce.backstage_ref,
  roles: [],
  roles_unknown: false,
  bootstrap: false,
  freeze: null,
  portal_url: null,
  sso_region: "eu-central-1",
  person: bruce,
};

export const secAudit = {
  kind: "account",
  account_id: "555566660002",
  account_name: "payments-prod",
  permission_set: "SecAudit",
  permission_set_arn: "arn:aws:sso:::permissionSet/ssoins-1/ps-1",
} as const satisfies Schema<"Target">;

/** A grant of Bruce's that ends in two hours. */
export function liveGrant(over: Partial<Schema<"Grant">> = {}): Schema<"Grant"> {
  const ends_at = new Date(Date.now() + 2 * 3_600_000).toISOString();
  return {
    id: "gra_1",
    request_id: "req_1",
    person_id: bruce.id,
    email: bruce.email,
    display_name: bruce.display_name,
    target: secAudit,
    state: "live",
    starts_at: new Date().toISOString(),
    ends_at,
    granted_until: ends_at,
    extensions: 0,
    ended_by: null,
    kept_by: null,
    receipt: null,
    credentials_dead_by: null,
    last_error: null,
    ...over,
  };
}

/** A request of Bruce's that nobody has decided on. */
export function waitingRequest(over: Partial<Schema<"Request">> = {}): Schema<"Request"> {
  const now = Date.now();
  return {
    id: "req_2",
    kind: "access",
    state: "waiting",
    person_id: bruce.id,
    email: bruce.email,
    display_name: bruce.display_name,
    target: secAudit,
    duration: "PT4H",
    approved_duration: null,
    starts_at: null,
    justification: "Debugging security logs",
    ticket: null,
    rule: "it-production",
    policy_version: 1,
    created_at: new Date(now - 12 * 60_000).toISOString(),
    expires_at: new Date(now + 3_600_000).toISOString(),
    decided_at: null,
    decided_by: null,
    decision_reason: null,
    grant_id: null,
    ...over,
  };
}
