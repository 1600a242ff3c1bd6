/**
 * The schemas of single values in a policy document.
 * @module
 */
import { z } from "zod";
import { isTimeZone } from "../people/local-time.ts";
import { durationMs } from "./duration.ts";
import { entityRef } from "./entity-ref.ts";
import { compileExpression, LONGEST_EXPRESSION } from "./expression.ts";
import { templateFault } from "./template.ts";

/** The name of a rule, of a set of accounts, or of a thing of AWS. */
export const name = z
  .string()
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]{1,100}$/u, "must be 1 to 100 characters, none of them invisible");
const pattern = z.string().min(1).max(256);
/** What is said of a required field that is not there. */
export const MISSING = "is missing";

/** The message of a union: zod's own would tell every branch's. */
export function mustBe(what: string): (issue: { readonly input?: unknown }) => string {
  return (issue) => (issue.input === undefined ? MISSING : `must be ${what}`);
}

/** One value, or a list of at least one; `what` names the value in faults. */
export function oneOrMore<T extends z.ZodType>(
  one: T,
  what: string,
): z.ZodUnion<readonly [T, z.ZodArray<T>]> {
  return z.union([one, z.array(one).min(1)], { error: mustBe(`${what} or a list of them`) });
}
/** Glob patterns over whole values. */
export const patterns = oneOrMore(pattern, "a pattern (`*` any characters, `?` any one)");
/** An AWS account id. In YAML it stands in quotes: a number would lose its leading zeros. */
export const accountId = z
  .string({ error: "must be an account id in quotes" })
  .regex(/^\d{12}$/, "must be an account id: 12 digits in quotes");
/** An ISO 8601 duration (`durationMs`). */
export const duration = z
  .string()
  .refine(
    (text) => durationMs(text) !== undefined,
    "must be an ISO 8601 duration, such as PT4H or P1D",
  )
  .meta({ id: "duration", description: "ISO 8601, without years and months", examples: ["PT4H"] });
/** A regular expression (`compileExpression`). */
export const expression = z
  .string()
  .max(LONGEST_EXPRESSION, { abort: true })
  .superRefine((source, ctx) => {
    const compiled = compileExpression(source);
    if (!compiled.ok) ctx.addIssue({ code: "custom", message: compiled.reason });
  })
  .meta({ id: "expression", description: "A regular expression over the whole text" });
/** A Backstage ref (`entityRef`). */
export const ref = z
  .string()
  .refine(
    (text) => entityRef(text) !== undefined,
    "must be a Backstage ref: user:default/name or group:default/name",
  );
/** A template (`templateFault`). */
export const template = z
  .string()
  .max(256)
  .superRefine((text, ctx) => {
    const fault = templateFault(text);
    if (fault !== undefined) ctx.addIssue({ code: "custom", message: fault });
  });

/** Who may approve. */
export const approver = z
  .string()
  .refine(
    (text) => text === "manager" || text === "role:admin" || entityRef(text) !== undefined,
    "must be manager, role:admin, user:default/name or group:default/name",
  )
  .meta({ id: "approver", description: "manager, role:admin, or a Backstage ref" });

/** An IANA time zone. */
export const zone = z
  .string()
  .refine(isTimeZone, "must be a time zone of the IANA database, such as Europe/London");
