/**
 * The facts by which the policy judges, and what it judges about: plain data, read elsewhere.
 * @module
 */

/** A person as HR knows them. Absent means unknown; a pattern never matches what is unknown. */
export interface PersonFacts {
  readonly id: string;
  readonly email: string;
  readonly department?: string;
  readonly division?: string;
  readonly title?: string;
  readonly location?: string;
  readonly country?: string;
  readonly employment_type?: string;
  readonly worker_id?: string;
  readonly source?: string;
  /** Whatever else the HR source sends, by its own names. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** An account of the organization, as AWS Organizations lists it. */
export interface AccountFacts {
  readonly id: string;
  readonly name: string;
  readonly state: "ACTIVE" | "SUSPENDED" | "PENDING_ACTIVATION" | "PENDING_CLOSURE" | "CLOSED";
  /** Names of the organizational units from the root down; the root itself is not included. */
  readonly ou_path: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** The organization's management account. */
  readonly management: boolean;
  /** AWS refuses it to us, as a delegated administrator. */
  readonly unreachable?: boolean;
}

/** A permission set of the Identity Center instance. */
export interface PermissionSetFacts {
  readonly arn: string;
  readonly name: string;
  readonly session_duration_ms: number;
  /** Names of the policies attached to it. */
  readonly policies: readonly string[];
  /** AWS refuses it to us, as a delegated administrator: it is assigned in the management account. */
  readonly unreachable?: boolean;
}

/** A group of the identity store. */
export interface GroupFacts {
  readonly id: string;
  readonly name: string;
}

/** One complete reading of what AWS has. */
export interface DirectoryFacts {
  readonly accounts: readonly AccountFacts[];
  readonly permission_sets: readonly PermissionSetFacts[];
  readonly groups: readonly GroupFacts[];
}

/** What access is to. */
export type Target =
  | {
      readonly kind: "account";
      readonly account_id: string;
      readonly permission_set_arn: string;
    }
  | { readonly kind: "group"; readonly group_id: string };

/** A target's stable key: `account/<account id>/<permission set ARN>` or `group/<group id>`. */
export function targetKey(target: Target): string {
  return target.kind === "account"
    ? `account/${target.account_id}/${target.permission_set_arn}`
    : `group/${target.group_id}`;
}
