/**
 * The policy document as its owners write it: shapes only. What needs a second look at the document (names that must
 * exist, durations in order) is in `soundness.ts`; what it all comes to is in `policy.ts`. Published as
 * `docs/policy.schema.json`.
 * @module
 */
import { z } from "zod";
import {
  accountId,
  approver,
  duration,
  expression,
  mustBe,
  name,
  oneOrMore,
  patterns,
  ref,
  template,
  zone,
} from "./document-values.ts";

/** Who a rule is for, as written. */
export interface WhoDocument {
  email?: Patterns;
  department?: Patterns;
  division?: Patterns;
  title?: Patterns;
  location?: Patterns;
  country?: Patterns;
  employment_type?: Patterns;
  worker_id?: Patterns;
  source?: Patterns;
  attributes?: Record<string, string | string[]> | undefined;
  all?: WhoDocument[] | undefined;
  any?: WhoDocument[] | undefined;
  not?: WhoDocument | undefined;
}
type Patterns = string | string[] | undefined;

const who: z.ZodType<WhoDocument> = z
  .strictObject({
    email: patterns.optional(),
    department: patterns.optional(),
    division: patterns.optional(),
    title: patterns.optional(),
    location: patterns.optional(),
    country: patterns.optional(),
    employment_type: patterns.optional(),
    worker_id: patterns.optional(),
    source: patterns.optional(),
    attributes: z.record(name, patterns).optional(),
    get all() {
      return z.array(who).min(1).optional();
    },
    get any() {
      return z.array(who).min(1).optional();
    },
    get not() {
      return who.optional();
    },
  })
  .refine((given) => Object.keys(given).length > 0, 'says nothing; { email: "*" } is everyone')
  .meta({ id: "who", description: "Every line must hold; a list of patterns holds when one does" });

const accounts = z
  .union([z.string(), z.array(accountId).min(1)], {
    error: mustBe("the name of an account set, a list of account ids, or all"),
  })
  .meta({ id: "accounts", description: "Name of an account set, list of account ids, or all" });
const whatFields = {
  accounts: accounts.optional(),
  permission_set: name.optional(),
  permission_set_arn: name.optional(),
  group: name.optional(),
};
const what = z
  .strictObject({ ...whatFields, permission_sets: z.array(name).min(1).optional() })
  .meta({ id: "what", description: "Permission sets in accounts, or a group" });
const deniedSets = z.union([z.array(name).min(1), z.literal("all")], {
  error: mustBe("a list of names, or all"),
});
const denied = z
  .strictObject({ ...whatFields, permission_sets: deniedSets.optional() })
  .meta({ id: "denied", description: "Permission sets in accounts, or a group" });

/** What a rule is about, as written; `permission_sets: all` in `deny` only. */
export type WhatDocument = z.infer<typeof what> | z.infer<typeof denied>;

const baselineRule = z.strictObject({
  name: name.optional(),
  who: who.optional(),
  department: patterns.optional(),
  what: z.array(what).min(1).optional(),
  permission_set: name.optional(),
  permission_set_arn: name.optional(),
  adopt: z.boolean().optional(),
  enforce: z.boolean().optional(),
});

const approval = z.union(
  [
    z.literal("automatic"),
    z.strictObject({
      stages: z.array(z.strictObject({ any_of: z.array(approver).min(1) })).min(1),
      fallback: z.array(approver).min(1).optional(),
      remind_after: duration.optional(),
      expires_after: duration.optional(),
      by_email: z.literal("sign_in").optional(),
    }),
  ],
  { error: mustBe("automatic, or stages with who may approve") },
);

const eligibilityRule = z.strictObject({
  name,
  who,
  what: z.array(what).min(1),
  duration: z.strictObject({
    offered: z.array(duration).min(1).optional(),
    longest: duration,
    shortest: duration.optional(),
  }),
  justification: z
    .strictObject({
      least_characters: z.number().int().min(0).max(1000).optional(),
      pattern: expression.optional(),
    })
    .optional(),
  ticket: z.strictObject({ pattern: expression, required: z.boolean() }).optional(),
  approval,
  extension: z.strictObject({ most: z.number().int().min(0).max(100), each: duration }).optional(),
});

const denyRule = z.strictObject({ name: name.optional(), who, what: z.array(denied).min(1) });

const limit = z.strictObject({
  count: z.number().int().min(1),
  percent: z.number().min(0).max(100),
});

const accountSet = z
  .strictObject({
    tags: z.record(z.string().min(1).max(128), patterns).optional(),
    ou: oneOrMore(name, "the name or path of an organizational unit").optional(),
    ids: z.array(accountId).min(1).optional(),
    except: z.array(accountId).min(1).optional(),
  })
  .refine((set) => Object.keys(set).length > 0, "says nothing about which accounts");

const people = z.strictObject({
  user_name: template.optional(),
  display_name: template.optional(),
  backstage_ref: template.optional(),
  mononym: z.enum(["repeat", "dash"]).optional(),
  manager_trust_after: duration.optional(),
  locations: z.record(name, zone).optional(),
});

/** The document's schema. */
export const policyDocument = z
  .strictObject({
    $schema: z.string().optional(),
    version: z.literal(1).optional(),
    people: people.optional(),
    roles: z
      .strictObject({ admin: z.array(ref).optional(), auditor: z.array(ref).optional() })
      .optional(),
    accounts: z.record(name, accountSet).optional(),
    default_accounts: accounts.optional(),
    permission_sets: z
      .record(name, z.strictObject({ risk: z.enum(["low", "medium", "high"]) }))
      .optional(),
    baseline: z.array(baselineRule).optional(),
    eligibility: z.array(eligibilityRule).optional(),
    deny: z.array(denyRule).optional(),
    limits: z
      .strictObject({
        removals: z.strictObject({ per_run: limit.optional(), per_day: limit.optional() }),
      })
      .optional(),
  })
  .meta({ title: "Daypass policy", description: "Who has which access, and who may ask for what" });

/** A document whose shape is right. */
export type PolicyDocument = z.infer<typeof policyDocument>;
/** A baseline rule as written. */
export type BaselineDocument = z.infer<typeof baselineRule>;
/** An eligibility rule as written. */
export type EligibilityDocument = z.infer<typeof eligibilityRule>;
