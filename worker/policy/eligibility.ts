/**
 * What a person may ask for, and on which terms.
 * @module
 */
import { covers } from "./compile.ts";
import type { CompiledPolicy } from "./compile.ts";
import type { PersonFacts, Target } from "./facts.ts";
import { foldPerson } from "./match.ts";
import type { EligibilityRule } from "./policy.ts";
import { refusalOf } from "./reach.ts";
import { checkJustification, checkTicket } from "./terms.ts";
import type { Terms } from "./terms.ts";

/** What is asked. An absent duration fits any rule; an absent justification or ticket only one that needs none. */
export interface Asked {
  readonly duration_ms?: number;
  readonly justification?: string;
  readonly ticket?: string;
}

/** The terms, or why there are none. */
export type Eligibility =
  | { readonly ok: true; readonly terms: Terms }
  | {
      readonly ok: false;
      readonly why: "no_rule" | "denied" | "unknown_target" | "unreachable";
      /** In words for the asker. */
      readonly detail: string;
    };

/**
 * The terms on which a person may have a target. Where several rules allow it, the most favourable counts: of those
 * that what is asked fits, else of all, the one with the longest `longest`; of equals the first in the document. Terms
 * that what is asked does not fit are returned all the same: the caller says what is wrong.
 */
export function eligibilityFor(
  compiled: CompiledPolicy,
  person: PersonFacts,
  target: Target,
  asked?: Asked,
): Eligibility {
  const unknown = unknownPart(compiled, target);
  if (unknown !== undefined) return { ok: false, why: "unknown_target", detail: unknown };
  const refusal = refusalOf(compiled.directory, target);
  if (refusal !== undefined) return { ok: false, why: "unreachable", detail: refusal };
  const folded = foldPerson(person);
  const denial = compiled.deny.find((one) => one.matches(folded) && covers(one.covers, target));
  if (denial !== undefined)
    return {
      ok: false,
      why: "denied",
      detail: `the policy's rule ${JSON.stringify(denial.name)} denies it`,
    };
  const allowing = compiled.eligibility
    .filter((one) => one.matches(folded) && covers(one.covers, target))
    .map((one) => termsOf(compiled, one.rule, target));
  const fitting = asked && allowing.find((one) => fits(one, asked));
  const terms = fitting ?? allowing[0];
  if (terms === undefined)
    return { ok: false, why: "no_rule", detail: "no rule of the policy lets you ask for it" };
  return { ok: true, terms };
}

/** The terms of one rule for one target. */
export function termsOf(compiled: CompiledPolicy, rule: EligibilityRule, target: Target): Terms {
  const { name, longest_ms, shortest_ms, offered_ms, justification, ticket, approval, extension } =
    rule;
  const risk =
    target.kind === "account"
      ? (compiled.risks.get(target.permission_set_arn) ?? "medium")
      : "medium";
  return {
    rule: name,
    longest_ms,
    shortest_ms,
    offered_ms,
    justification,
    ticket,
    approval,
    extension,
    risk,
  };
}

function fits(terms: Terms, { duration_ms, justification, ticket }: Asked): boolean {
  return (
    (duration_ms === undefined ||
      (duration_ms <= terms.longest_ms && duration_ms >= terms.shortest_ms)) &&
    checkJustification(terms, justification).ok &&
    checkTicket(terms, ticket).ok
  );
}

function unknownPart({ directory }: CompiledPolicy, target: Target): string | undefined {
  if (target.kind === "group")
    return directory.groups.has(target.group_id) ? undefined : "no such group";
  const account = directory.accounts.get(target.account_id);
  if (account === undefined) return `no account has the id ${target.account_id}`;
  if (account.state !== "ACTIVE") return `the account ${target.account_id} is ${account.state}`;
  return directory.permission_sets.has(target.permission_set_arn)
    ? undefined
    : "no such permission set";
}
