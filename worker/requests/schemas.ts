/**
 * What callers send.
 * @module
 */
import { z } from "@hono/zod-openapi";
import { freeText, hasNoControls, noControls } from "../http/free-text.ts";
import { instantInput } from "../http/instants.ts";
import { pageQuery } from "../http/page.ts";
import { LONGEST_DURATION_MS, durationMs } from "../policy/duration.ts";
import type { TargetNames } from "../policy/targets.ts";
import { requests } from "./tables.ts";

const HOUR_MS = 3_600_000;

const requestId = z.string().min(1).max(64);
const name = z.string().trim().min(1).max(256);
const accountId = z.string().regex(/^\d{12}$/, "must be an account id: 12 digits");

const length = {
  duration: z
    .string()
    .refine(
      (text) => (durationMs(text) ?? 0) > 0,
      "must be an ISO 8601 duration, such as PT4H or PT30M",
    )
    .optional()
    .openapi({ examples: ["PT4H"] }),
  duration_hours: z
    .number()
    .positive()
    .max(LONGEST_DURATION_MS / HOUR_MS)
    .optional()
    .openapi({ description: "Instead of `duration`; fractions too" }),
};

interface Length {
  readonly duration?: string | undefined;
  readonly duration_hours?: number | undefined;
}

/** The milliseconds of a length that its schema has checked; undefined where none was given. */
export function lengthMs({ duration, duration_hours }: Length): number | undefined {
  if (duration !== undefined) return durationMs(duration);
  return duration_hours === undefined ? undefined : Math.round(duration_hours * HOUR_MS);
}

const isLengthOnce = ({ duration, duration_hours }: Length) =>
  duration === undefined || duration_hours === undefined;
const isLengthGiven = ({ duration, duration_hours }: Length) =>
  duration !== undefined || duration_hours !== undefined;
const lengthTwice = { error: "stands beside duration: give one of them", path: ["duration_hours"] };
const lengthMissing = { error: "is missing: give it, or duration_hours", path: ["duration"] };

const isTargetOnce = ({ permission_set, permission_set_arn, group }: TargetFields) =>
  [permission_set, permission_set_arn, group].filter((one) => one !== undefined).length === 1;

const targetFields = {
  permission_set: name.optional().openapi({ description: "Name or ARN" }),
  permission_set_arn: name.optional(),
  account_id: accountId
    .optional()
    .openapi({ description: "May be left out where only one account is possible" }),
  group: name.optional().openapi({ description: "Name or id, instead of a permission set" }),
};
const targetOnce = {
  error: "must be given, or permission_set_arn or group instead: exactly one of them",
  path: ["permission_set"],
};

type TargetFields = { readonly [name in keyof TargetNames]?: string | undefined };

/** The names of a target as the policy takes them: what was left out is absent. */
export function targetNames({
  permission_set,
  permission_set_arn,
  account_id,
  group,
}: TargetFields): TargetNames {
  return {
    ...(permission_set === undefined ? {} : { permission_set }),
    ...(permission_set_arn === undefined ? {} : { permission_set_arn }),
    ...(account_id === undefined ? {} : { account_id }),
    ...(group === undefined ? {} : { group }),
  };
}

const reasons = {
  justification: freeText.default(""),
  ticket: name.refine(hasNoControls, noControls).optional(),
};

export const askBody = z
  .strictObject({
    email: z.string().trim().min(3).max(320).optional().openapi({
      description: "One's own, or left out; a service token names the person by it",
    }),
    ...targetFields,
    ...length,
    ...reasons,
    starts_at: instantInput
      .optional()
      .openapi({ type: "string", format: "date-time", description: "Left out: at approval" }),
  })
  .refine(isTargetOnce, targetOnce)
  .refine(isLengthOnce, lengthTwice)
  .refine(isLengthGiven, lengthMissing)
  .openapi("AccessRequest");

export const extendBody = z
  .strictObject({ ...length, ...reasons })
  .refine(isLengthOnce, lengthTwice)
  .refine(isLengthGiven, lengthMissing)
  .openapi("Extension");

export const approveBody = z
  .strictObject({ ...length, reason: freeText.optional() })
  .refine(isLengthOnce, lengthTwice)
  .openapi("Approval", { description: "A length that is shorter than asked, or none" });

export const rejectBody = z.strictObject({ reason: freeText.optional() }).openapi("Rejection");
export const questionBody = z.strictObject({ question: freeText.min(1) }).openapi("Question");
export const answerBody = z.strictObject({ answer: freeText.min(1) }).openapi("AnswerToQuestion");
export const nothingBody = z.strictObject({});

export const requestParams = z.strictObject({ id: requestId });

export const requestQuery = pageQuery.extend({
  person: requestId
    .optional()
    .openapi({ description: "Id of the requester; somebody else's: admins and auditors" }),
  state: z.enum(requests.state.enumValues).optional(),
});

export const optionsQuery = z.strictObject({
  q: z.string().max(200).default("").openapi({ description: "Words that must all fit" }),
});

export const explainQuery = z
  .strictObject({ person: requestId.openapi({ description: "Id of the person" }), ...targetFields })
  .refine(isTargetOnce, targetOnce);
