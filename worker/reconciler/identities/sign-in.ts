/**
 * Whether a user may sign in, where Daypass says so (mode `scim`). Pure.
 * @module
 */
import type { Alarm } from "../../audit/ring.ts";
import type { User } from "../../aws/identity-store.ts";
import type { Config } from "../../config.ts";
import type { Instant } from "../../db/context.ts";
import type { Numbers } from "../../numbers.ts";
import type { Identity, IdentityView, Person } from "./view.ts";

export type SignIn = Identity["sign_in"];

/** What is owed to a user: to be disabled or enabled now, or disabled by an instant; null when nothing is. */
export type Owed = { readonly do: "disable" | "enable" } | { readonly disableAt: Instant } | null;

/** Since when the person is not to sign in; null while they work here. */
export function outSince(person: Person | null): Instant | null {
  if (person === null) return 0;
  const { employment, employment_since, suspended_at } = person;
  if (employment === "active") return suspended_at;
  return Math.min(employment_since, suspended_at ?? employment_since);
}

/**
 * A leaver, and who is suspended, is disabled when every removal is read back, or a while after the instant, whichever
 * is first. Only who was disabled by us, or with our knowledge, is enabled again.
 */
export function owedTo(
  { row, person, unsettled }: Pick<IdentityView, "row" | "person" | "unsettled">,
  now: Instant,
  numbers: Pick<Numbers, "disable_after_ms">,
): Owed {
  const since = outSince(person);
  if (since === null) {
    const isOurs = row.sign_in === "disabling" || row.sign_in === "disabled";
    return isOurs ? { do: "enable" } : null;
  }
  if (row.sign_in === "disabled") return null;
  const latest = since + numbers.disable_after_ms;
  return unsettled === 0 || latest <= now ? { do: "disable" } : { disableAt: latest };
}

/** A disablement that need not wait any more: it goes before everything else that users need. */
export function goesFirst(
  view: Pick<IdentityView, "row" | "person" | "unsettled">,
  now: Instant,
  { mode, numbers }: Pick<Config, "mode" | "numbers">,
): boolean {
  if (mode !== "scim" || view.row.status !== "live") return false;
  const owed = owedTo(view, now, numbers);
  return owed !== null && "do" in owed && owed.do === "disable";
}

/** What a read of the user tells of their sign-in, and what rings. */
export function signInSeen(
  { row, person }: Pick<IdentityView, "row" | "person">,
  status: User["status"],
  now: Instant,
  numbers: Pick<Numbers, "signature_lives_ms">,
): { readonly sign_in: SignIn; readonly rings: Alarm | null } {
  const as = (sign_in: SignIn, rings: Alarm | null = null) => ({ sign_in, rings });
  const { sign_in } = row;
  // What was asked shortly before may have arrived out of its order.
  const isOver = now >= (row.op_asked_at ?? 0) + numbers.signature_lives_ms;
  const isOut = outSince(person) !== null;
  if (status === "ENABLED") {
    if (isOut && sign_in === "disabled")
      return as("enabled", isOver ? "user_enabled_by_another_hand" : null);
    const isSettled = sign_in !== "enabling" || isOver;
    const isOurs = sign_in === "disabling" || sign_in === "disabled";
    return as(isSettled && !isOurs ? "enabled" : sign_in);
  }
  if (status === "DISABLED" && !isOut) {
    if (sign_in === "enabling") return as("disabled");
    if (sign_in === "enabled" || sign_in === "unknown")
      return as("disabled_elsewhere", "user_disabled_by_another_hand");
  }
  return as(sign_in);
}
