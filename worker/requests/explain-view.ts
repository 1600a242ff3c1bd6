import { z } from "@hono/zod-openapi";
import { NEVER } from "../db/context.ts";
import type { Instant } from "../db/context.ts";
import { liveAt } from "../grants/rules.ts";
import { showTarget, targetView } from "../grants/target-view.ts";
import { instantText, showInstant, showInstantOrNull } from "../http/instants.ts";
import type { Explanation } from "./explain.ts";
import { rowOf } from "./target.ts";
import { showTerms, termsView } from "./terms-view.ts";

const ruleView = z.object({ rule: z.string(), is_for_them: z.boolean() });

export const explanationView = z
  .object({
    person_id: z.string(),
    person_state: z.enum(["expected", "active", "suspended", "left"]),
    target: targetView,
    policy_version: z.int(),
    /** Whether something gives it to them now; AWS may still have to be told. */
    is_wanted: z.boolean(),
    why: z.array(z.string()).openapi({ description: "In plain words" }),
    baseline: z.array(ruleView).openapi({ description: "Rules of standing access that give it" }),
    deny: z.array(ruleView).openapi({ description: "Rules that deny it" }),
    eligibility: z.object({
      may_ask: z.boolean(),
      detail: z.string().nullable(),
      terms: z.union([termsView, z.null()]),
      approvers: z
        .array(z.object({ approver: z.string(), fallback: z.boolean() }))
        .nullable()
        .openapi({ description: "Who would decide if they asked now" }),
    }),
    holds: z.array(
      z.object({
        reason: z.enum(["baseline", "grant"]),
        reason_id: z.string().openapi({ description: "The rule's name, or the request's id" }),
        grant_id: z.string().nullable(),
        starts_at: instantText,
        ends_at: instantText.nullable().openapi({ description: "Null: no end" }),
        released_why: z.string().nullable(),
        is_live: z.boolean(),
      }),
    ),
    in_aws: z
      .object({
        observed: z.enum(["unknown", "absent", "present"]),
        seen_at: instantText.nullable(),
        origin: z.enum(["managed", "found"]),
        withheld_at: instantText.nullable(),
        last_error: z.string().nullable(),
      })
      .nullable(),
    through_groups: z
      .array(z.string())
      .openapi({ description: "Ids of groups that they are in and that give it" }),
  })
  .openapi("Explanation");

export function showExplanation(told: Explanation, now: Instant): z.infer<typeof explanationView> {
  const { person_id, person_state, target, world, baseline, deny, eligibility, assignment } = told;
  const holds = told.holds.map((hold) => ({
    reason: hold.reason,
    reason_id: hold.reason_id,
    grant_id: hold.grant_id,
    starts_at: showInstant(hold.starts_at),
    ends_at: hold.ends_at === NEVER ? null : showInstant(hold.ends_at),
    released_why: hold.released_why,
    is_live: liveAt(hold, now),
  }));
  return {
    person_id,
    person_state,
    target: showTarget(rowOf(world, target)),
    policy_version: world.policyVersion,
    is_wanted: holds.some(({ is_live }) => is_live) && (assignment?.withheld_at ?? null) === null,
    why: whyOf(told, now),
    baseline: [...baseline],
    deny: [...deny],
    eligibility: {
      may_ask: eligibility.ok && person_state === "active",
      detail: eligibility.ok ? null : eligibility.detail,
      terms: eligibility.ok ? showTerms(eligibility.terms) : null,
      approvers: told.approvers === null ? null : [...told.approvers],
    },
    holds,
    in_aws:
      assignment === null
        ? null
        : {
            observed: assignment.observed,
            seen_at: showInstantOrNull(assignment.seen_at),
            origin: assignment.origin,
            withheld_at: showInstantOrNull(assignment.withheld_at),
            last_error: assignment.last_error,
          },
    through_groups: [...told.through_groups],
  };
}

/** The same in sentences, the most telling first. */
function whyOf(
  { person_state, baseline, deny, eligibility, holds, assignment, through_groups }: Explanation,
  now: Instant,
): string[] {
  const sentences: string[] = [];
  if (person_state !== "active") sentences.push(`The person is ${person_state}: nothing is given.`);
  if (assignment !== null && assignment.withheld_at !== null)
    sentences.push(
      "Another hand took it away in AWS; an admin or a newly approved request gives it back.",
    );
  for (const hold of holds.filter((one) => liveAt(one, now))) {
    sentences.push(
      hold.reason === "baseline"
        ? `The rule ${JSON.stringify(hold.reason_id)} gives it as standing access.`
        : `The request ${hold.reason_id} gives it until ${showInstant(hold.ends_at)}.`,
    );
  }
  for (const group of through_groups) sentences.push(`The group ${group} gives it.`);
  if (assignment?.origin === "found" && assignment.observed === "present")
    sentences.push("It was found in AWS; no rule of Daypass's stands behind it.");
  for (const rule of deny.filter(({ is_for_them }) => is_for_them))
    sentences.push(`The rule ${JSON.stringify(rule.rule)} denies it.`);
  for (const rule of baseline.filter(({ is_for_them }) => !is_for_them))
    sentences.push(`The rule ${JSON.stringify(rule.rule)} gives it, but to others.`);
  if (sentences.length === 0 && eligibility.ok)
    sentences.push(
      `Nothing gives it now; the rule ${JSON.stringify(eligibility.terms.rule)} lets them ask for it.`,
    );
  if (sentences.length === 0 && !eligibility.ok)
    sentences.push(`Nothing gives it: ${eligibility.detail}.`);
  return sentences;
}
