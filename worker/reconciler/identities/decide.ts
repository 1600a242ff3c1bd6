import type { Numbers } from "../../numbers.ts";
import { NEVER } from "../../db/context.ts";
import type { Instant } from "../../db/context.ts";
import type { Config } from "../../config.ts";
import { owedTo } from "./sign-in.ts";
import type { IdentityView } from "./view.ts";

export type IdentityStep =
  | { readonly do: "rest"; readonly until: Instant }
  /** Find the user in Identity Center; make it where the mode lets us. */
  | { readonly do: "find" }
  /** List everything that AWS shows for the user. */
  | { readonly do: "look" }
  /** Make the user's profile what HR says. */
  | { readonly do: "update" }
  /** Let the user sign in no more, or again. */
  | { readonly do: "disable" | "enable" }
  | { readonly do: "delete" };

/** How often a person without a user is looked for where somebody else makes the users. */
export const WAIT_FOR_USER_MS = 10 * 60_000;

/** Decides the next step of one identity. Pure. */
export function decideIdentity(
  view: IdentityView,
  now: Instant,
  mode: Config["mode"],
  profileDigest: string | null,
  numbers: Numbers,
): IdentityStep {
  const { row, person } = view;
  const hasLeft = person === null || person.employment === "left";
  if (row.op !== "none") {
    const stale = (row.op_asked_at ?? now) + numbers.claim_stale_after_ms;
    if (stale > now) return { do: "rest", until: stale };
  }
  switch (row.status) {
    case "blocked":
    case "deleted":
      return { do: "rest", until: NEVER };
    case "lost":
      return row.look_at <= now ? { do: "look" } : { do: "rest", until: row.look_at };
    case "wanted":
      return hasLeft || person.employment === "expected"
        ? { do: "rest", until: NEVER }
        : { do: "find" };
    case "live":
      return liveStep(view, now, { mode, profileDigest, numbers });
  }
}

interface Terms {
  readonly mode: Config["mode"];
  readonly profileDigest: string | null;
  readonly numbers: Numbers;
}

/** A disablement waits for nothing else: whatever hangs, hangs after it. */
function liveStep(
  view: IdentityView,
  now: Instant,
  { mode, profileDigest, numbers }: Terms,
): IdentityStep {
  const { row, person } = view;
  const hasLeft = person === null || person.employment === "left";
  const owed = mode === "scim" ? owedTo(view, now, numbers) : null;
  if (owed !== null && "do" in owed) return owed;
  if (row.look_at <= now) return { do: "look" };
  if (mode !== "observed" && hasLeft && row.delete_at <= now) {
    // Only when every removal is read back.
    return view.unsettled === 0 ? { do: "delete" } : { do: "rest", until: now + DELETION_WAITS_MS };
  }
  const isOld = profileDigest !== null && row.profile_digest !== profileDigest;
  if (mode !== "observed" && !hasLeft && isOld) return { do: "update" };
  const disableAt = owed?.disableAt ?? NEVER;
  return { do: "rest", until: Math.min(row.look_at, disableAt, hasLeft ? row.delete_at : NEVER) };
}

/** How soon a deletion that waits for removals asks again. */
const DELETION_WAITS_MS = 60_000;
