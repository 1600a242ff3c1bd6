/**
 * What a person has already of what they ask for.
 * @module
 */
import { NEVER } from "../db/context.ts";
import type { Instant } from "../db/context.ts";
import { Problem } from "../problem.ts";
import { overlap } from "./rules.ts";
import type { Span } from "./rules.ts";

/** A reason why a person has a target: a live or coming hold, or what was found there without one. */
export interface Having {
  readonly target_key: string;
  readonly group_id: string | null;
  /** Null: found access, which stands. */
  readonly hold:
    | (Span & { readonly reason: "baseline" | "grant"; readonly grant_id: string | null })
    | null;
}

/** What a group gives, by the key of the target. */
export interface GroupGives {
  readonly group_id: string;
  readonly target_key: string;
}

/** They have it: for good, or until an instant by a grant that could be extended. */
export type Already =
  | { readonly kind: "standing"; readonly group_id: string | null }
  | {
      readonly kind: "grant";
      readonly grant_id: string;
      readonly until: Instant;
      readonly group_id: string | null;
    };

/**
 * Why a person has the target at some instant of the wanted time already: directly, or through a group that they are
 * in. Standing access goes before a grant. A stretch before or after what they have is not had yet.
 */
export function alreadyHas(
  having: readonly Having[],
  gives: readonly GroupGives[],
  target_key: string,
  wanted: Span,
): Already | undefined {
  const through = new Set(
    gives.filter((one) => one.target_key === target_key).map((one) => one.group_id),
  );
  const relevant = having.filter(
    (one) =>
      (one.target_key === target_key || (one.group_id !== null && through.has(one.group_id))) &&
      (one.hold === null || overlap(one.hold, wanted)),
  );
  const viaGroup = (one: Having) => (one.target_key === target_key ? null : one.group_id);
  const standing = relevant.find(({ hold }) => hold?.grant_id == null);
  if (standing !== undefined) return { kind: "standing", group_id: viaGroup(standing) };
  const [first] = relevant;
  const grant_id = first?.hold?.grant_id;
  if (first === undefined || grant_id == null) return undefined;
  const ends = having.flatMap(({ hold }) => (hold?.grant_id === grant_id ? [hold.ends_at] : []));
  return { kind: "grant", grant_id, until: Math.max(...ends), group_id: viaGroup(first) };
}

/** The refusal, with what the person can do instead. */
export function alreadyHeld(already: Already): Problem {
  const through = already.group_id === null ? {} : { group_id: already.group_id };
  if (already.kind === "standing")
    return new Problem(409, "already-held", "You have this already.", through);
  const until = new Date(Math.min(already.until, NEVER)).toISOString();
  return new Problem(409, "already-held", `You have this until ${until}. You may extend it.`, {
    until,
    grant_id: already.grant_id,
    extend: `/v1/grants/${already.grant_id}/extend`,
    ...through,
  });
}
