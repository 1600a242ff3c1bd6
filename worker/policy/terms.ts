/**
 * The terms on which something may be had, and whether a request meets them. Terms are plain JSON: a request keeps
 * those it was made under.
 * @module
 */
import { compileExpression } from "./expression.ts";
import type { EligibilityRule, Risk } from "./policy.ts";

/** The terms of one eligibility rule for one target. Lengths are milliseconds. */
export interface Terms extends Omit<EligibilityRule, "name" | "who" | "what"> {
  /** Name of the rule. */
  readonly rule: string;
  readonly risk: Risk;
}

/** Whether a text is good enough; `detail` says what is wanted, in words for the asker. */
export type Check = { readonly ok: true } | { readonly ok: false; readonly detail: string };

const GOOD: Check = { ok: true };

/** Whether a justification meets the terms. Spaces around it do not count; characters are code points. */
export function checkJustification(
  terms: Pick<Terms, "justification">,
  justification: string | undefined,
): Check {
  const { least_characters: least, pattern } = terms.justification;
  const text = (justification ?? "").normalize("NFC").trim();
  if (Array.from(text).length < least)
    return { ok: false, detail: `must have at least ${least} characters` };
  if (pattern === null || matches(pattern, text)) return GOOD;
  return { ok: false, detail: `must match ${pattern}` };
}

/** Whether a ticket meets the terms. An empty one is none. */
export function checkTicket(terms: Pick<Terms, "ticket">, ticket: string | undefined): Check {
  if (terms.ticket === null) return GOOD;
  const text = (ticket ?? "").trim();
  if (text === "") return terms.ticket.required ? { ok: false, detail: "must be given" } : GOOD;
  if (matches(terms.ticket.pattern, text)) return GOOD;
  return { ok: false, detail: `must match ${terms.ticket.pattern}` };
}

/** A pattern that `parse` took always compiles; one that does not is no match. */
function matches(pattern: string, text: string): boolean {
  const expression = compileExpression(pattern);
  return expression.ok && expression.matches(text);
}
