/**
 * A policy that was read and found sound: what `parse.ts` makes of a document. Every default is filled in, every
 * short form written out, every duration in milliseconds. Names of AWS's things are not resolved yet (`compile.ts`).
 * @module
 */

/** How much harm a permission set can do; `medium` where the document says nothing. */
export type Risk = "low" | "medium" | "high";

/** Who may approve. A `ref` is a Backstage entity ref, lower case, of a user or a group. */
export type ApproverRef =
  | { readonly kind: "manager" }
  | { readonly kind: "ref"; readonly ref: string }
  | { readonly kind: "role"; readonly role: "admin" };

/** Who a rule is for. An attribute matches when one of its patterns matches the whole value. */
export type Who =
  | { readonly kind: "attribute"; readonly name: string; readonly patterns: readonly string[] }
  | { readonly kind: "all"; readonly of: readonly Who[] }
  | { readonly kind: "any"; readonly of: readonly Who[] }
  | { readonly kind: "not"; readonly of: Who };

/** A name or an ARN as it stands in the document, and where it stands. */
export interface Named {
  readonly path: string;
  readonly text: string;
}

/** Which accounts: every usable one, a named set, or these. */
export type AccountsRef =
  | { readonly kind: "all" }
  | { readonly kind: "set"; readonly name: string }
  | { readonly kind: "ids"; readonly ids: readonly Named[] };

/** What a rule is about. `permission_sets: "all"` occurs in `deny` only. */
export type What =
  | {
      readonly kind: "accounts";
      readonly path: string;
      readonly accounts: AccountsRef;
      readonly permission_sets: readonly Named[] | "all";
    }
  | { readonly kind: "group"; readonly group: Named };

/** A named set of accounts: those that meet every criterion given, without `except`. */
export interface AccountSet {
  readonly path: string;
  /** Tag -> glob patterns of its value, case-sensitive. */
  readonly tags: ReadonlyMap<string, readonly string[]>;
  /** Names of organizational units (any depth below counts), or paths `A/B` from the root. */
  readonly ou: readonly string[];
  readonly ids: readonly Named[];
  readonly except: readonly Named[];
}

/** A rule of standing access. */
export interface BaselineRule {
  readonly name: string;
  readonly who: Who;
  readonly what: readonly What[];
  /** Access found there already becomes managed. */
  readonly adopt: boolean;
  /** Access removed by another hand is given back. */
  readonly enforce: boolean;
}

/** How an asked-for access is decided on. */
export type Approval =
  | { readonly kind: "automatic" }
  | {
      readonly kind: "people";
      readonly approvers: readonly ApproverRef[];
      readonly fallback: readonly ApproverRef[];
      readonly expires_after_ms: number;
      /** Null: nobody is reminded. */
      readonly remind_after_ms: number | null;
    };

/** What a person may ask for, and on which terms. Lengths are milliseconds. */
export interface EligibilityRule {
  readonly name: string;
  readonly who: Who;
  readonly what: readonly What[];
  readonly longest_ms: number;
  readonly shortest_ms: number;
  /** Ascending, never empty, each from shortest to longest. */
  readonly offered_ms: readonly number[];
  readonly justification: { readonly least_characters: number; readonly pattern: string | null };
  /** Null: the rule asks for no ticket and takes any. */
  readonly ticket: { readonly pattern: string; readonly required: boolean } | null;
  readonly approval: Approval;
  readonly extension: { readonly most: number; readonly each_ms: number };
}

/** A rule that wins over baseline and eligibility. */
interface DenyRule {
  readonly name: string;
  readonly who: Who;
  readonly what: readonly What[];
}

/** A limit on people who lose something: the smaller of count and percent. */
export interface RemovalLimit {
  readonly count: number;
  readonly percent: number;
}

/** What the policy says of people, not of access. */
interface PeopleRules {
  /** Templates, see `template.ts`. */
  readonly user_name: string;
  readonly display_name: string;
  readonly backstage_ref: string;
  readonly mononym: "repeat" | "dash";
  readonly manager_trust_after_ms: number;
  /** Location -> IANA time zone; the locations stand as `foldText` makes them. */
  readonly locations: ReadonlyMap<string, string>;
}

/** A whole policy. */
export interface Policy {
  readonly people: PeopleRules;
  /** Backstage refs, lower case, of those who hold each role. */
  readonly roles: { readonly admin: readonly string[]; readonly auditor: readonly string[] };
  readonly accounts: ReadonlyMap<string, AccountSet>;
  readonly permission_sets: ReadonlyMap<string, { readonly risk: Risk }>;
  readonly baseline: readonly BaselineRule[];
  readonly eligibility: readonly EligibilityRule[];
  readonly deny: readonly DenyRule[];
  readonly limits: {
    readonly removals: { readonly per_run: RemovalLimit; readonly per_day: RemovalLimit };
  };
}

/** A fault of a document, or a warning about it: where, and what. */
export interface Fault {
  /** As in `baseline[0].what[1].permission_set`; empty for the document as a whole. */
  readonly path: string;
  readonly message: string;
}
