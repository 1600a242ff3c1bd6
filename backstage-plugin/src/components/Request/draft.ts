import type { Schema } from "../../api/routes.ts";

/** What access is asked to, by the API's names. */
export interface TargetNames {
  readonly account_id?: string;
  readonly permission_set?: string;
  readonly permission_set_arn?: string;
  readonly group?: string;
}

/** A request as far as it has been filled in. */
export interface Draft {
  readonly target: TargetNames | null;
  /** ISO 8601; null: nothing valid; undefined: not chosen yet, so the shortest that is offered. */
  readonly duration: string | null | undefined;
  /** RFC 3339; null: at approval; empty: at a time that is not given yet. */
  readonly startsAt: string | null;
  readonly justification: string;
  readonly ticket: string;
}

export const emptyDraft: Draft = {
  target: null,
  duration: undefined,
  startsAt: null,
  justification: "",
  ticket: "",
};

/** The names under which the API knows a target again. */
export function namesOf(target: Schema<"Target">): TargetNames {
  return target.kind === "group"
    ? { group: target.group_id }
    : { account_id: target.account_id, permission_set_arn: target.permission_set_arn };
}

/** A past request to be asked again, at once. */
export function draftOf(past: Schema<"Request">): Draft {
  return {
    target: namesOf(past.target),
    duration: past.duration,
    startsAt: null,
    justification: past.justification,
    ticket: past.ticket ?? "",
  };
}

const TARGET_NAMES = ["account_id", "permission_set", "permission_set_arn", "group"] as const;

/**
 * What a link has filled in, by the API's names: `?account_id=…&permission_set=…` (or `permission_set_arn`, or `group`),
 * `duration`, `justification`, `ticket`. An account alone is no target yet: its id stands among the words to search for.
 */
export function draftFrom(query: URLSearchParams): { draft: Draft; words: string } {
  const given = Object.fromEntries(
    TARGET_NAMES.flatMap((name) => {
      const value = query.get(name);
      return value === null || value === "" ? [] : [[name, value]];
    }),
  );
  const target: TargetNames = given;
  const isWhole =
    target.group !== undefined ||
    target.permission_set !== undefined ||
    target.permission_set_arn !== undefined;
  return {
    draft: {
      ...emptyDraft,
      target: isWhole ? target : null,
      duration: query.get("duration") ?? undefined,
      justification: query.get("justification") ?? "",
      ticket: query.get("ticket") ?? "",
    },
    words: query.get("q") ?? target.account_id ?? "",
  };
}

/** The query of a link that fills in so much: what `draftFrom` reads. */
export function searchOf(draft: Partial<Draft>): URLSearchParams {
  const { target, duration, justification, ticket } = draft;
  const given = Object.entries({ ...target, duration, justification, ticket });
  return new URLSearchParams(
    given.flatMap(([name, value]) =>
      value === undefined || value === null || value === "" ? [] : [[name, value]],
    ),
  );
}

/** What the API takes. `duration`: the one that was chosen, or that stands for none. */
export function bodyOf(
  { target, startsAt, justification, ticket }: Draft & { target: TargetNames },
  duration: string,
): Schema<"AccessRequest"> {
  return {
    ...target,
    duration,
    justification,
    ...(ticket.trim() === "" ? {} : { ticket }),
    ...(startsAt === null ? {} : { starts_at: startsAt }),
  };
}
