/**
 * What is kept of a creation outside the database, before AWS is asked for it.
 * @module
 */
import { z } from "zod";
import type { Instant } from "../../db/context.ts";
import { firstIdAt } from "../../db/ids.ts";

const heldFor = z.object({
  id: z.string(),
  reason: z.enum(["baseline", "grant"]),
  reason_id: z.string(),
  policy_version: z.int(),
  grant_id: z.string().nullable(),
  enforce: z.boolean(),
  adopt: z.boolean(),
  starts_at: z.int(),
  ends_at: z.int(),
  granted_until: z.int(),
  created_at: z.int(),
});

/** Access that AWS is about to be asked for, and what it is for. */
const accessCopy = z.object({
  of: z.literal("access"),
  op_id: z.string(),
  asked_at: z.int(),
  assignment_id: z.string(),
  /** The user in Identity Center: it outlives what we call it. */
  principal_id: z.string(),
  target_key: z.string(),
  account_id: z.string().nullable(),
  permission_set_arn: z.string().nullable(),
  group_id: z.string().nullable(),
  holds: z.array(heldFor),
});

/** A user that Identity Center is about to be asked for: its id there is not known yet. */
const userCopy = z.object({
  of: z.literal("user"),
  op_id: z.string(),
  asked_at: z.int(),
  identity_id: z.string(),
  user_name: z.string(),
});

export const copySchema = z.discriminatedUnion("of", [accessCopy, userCopy]);
export type AccessCopy = z.infer<typeof accessCopy>;
export type UserCopy = z.infer<typeof userCopy>;
export type Copy = AccessCopy | UserCopy;

/** Copies are read from so long before the restored instant: what was on its way then may be forgotten too. */
export const BEFORE_MS = 15 * 60_000;

/** Where a copy stands: the day first, so that a rule of the bucket can let old days go; then the claim, which sorts by time. */
export function keyOf({ op_id, asked_at }: Pick<Copy, "op_id" | "asked_at">): string {
  return `${dayOf(asked_at)}/${op_id}`;
}

/** Sorts before every copy that was asked for at `at` or later, and after every other. */
export function firstKeyAt(at: Instant): string {
  return `${dayOf(at)}/${firstIdAt("op", at)}`;
}

function dayOf(at: Instant): string {
  return new Date(at).toISOString().slice(0, 10);
}
