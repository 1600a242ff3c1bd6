import { z } from "zod";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const count = (value: number) => z.int().positive().default(value);

/** The design's numbers; every one can be set, by name, in the JSON of `NUMBERS`. Durations are milliseconds. */
export const numbersSchema = z.strictObject({
  /** A rule may set more. */
  shortest_grant_ms: count(MINUTE),
  aws_deadline_ms: count(8 * SECOND),
  retry_base_ms: count(SECOND),
  retry_grant_most_ms: count(30 * SECOND),
  retry_removal_most_ms: count(5 * MINUTE),
  grant_gives_up_after_ms: count(15 * MINUTE),
  progress_doubted_after_ms: count(10 * MINUTE),
  claim_stale_after_ms: count(20 * SECOND),
  signature_lives_ms: count(16 * MINUTE),
  overdue_after_ms: count(MINUTE),
  confirm_after_ms: count(2 * MINUTE),
  look_live_ms: count(HOUR),
  look_idle_ms: count(DAY),
  /** How old a manager link must be to approve alone, where the policy says nothing. */
  manager_trust_after_ms: count(DAY),
  /** How long nobody but an admin has said who somebody is in Backstage before that person decides. */
  ref_trust_after_ms: count(DAY),
  /** Where the rule says nothing. */
  request_expires_ms: count(8 * HOUR),
  hr_body_bytes: count(1_000_000),
  hr_events: count(500),
  identity_grace_ms: count(30 * DAY),
  /** How long a leaver's removals are waited for before the user is disabled all the same (mode `scim`). */
  disable_after_ms: count(MINUTE),
  /** How long before the end of SCIM's newest token it begins to ring. */
  scim_token_rings_before_ms: count(90 * DAY),
  directory_accounts_ms: count(HOUR),
  directory_sets_ms: count(DAY),
  directory_calls_per_second: count(5),
  directory_gone_after_ms: count(10 * MINUTE),
  quota_share_percent: z.int().min(1).max(100).default(80),
  calls_at_once: z.int().min(1).max(6).default(6),
  writes_per_minute: count(20),
  open_requests: count(10),
});

export type Numbers = z.infer<typeof numbersSchema>;
