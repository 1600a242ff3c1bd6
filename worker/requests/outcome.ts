import type { Change } from "../db/change.ts";
import type { Instant } from "../db/context.ts";
import type { Request } from "./case.ts";
import type { Span } from "./rules.ts";

/** What a verb did to a request, as its caller is told. */
export interface Outcome {
  readonly id: string;
  readonly kind: Request["kind"];
  readonly state: Request["state"];
  /** Null: the clock stands still, or there is nothing left to decide. */
  readonly expires_at: Instant | null;
  /** The access that came of it. */
  readonly grant: (Span & { readonly id: string }) | null;
}

/** A change to commit, and what to tell the caller once it is. */
export interface Decision {
  readonly change: Change;
  readonly answer: Outcome;
}

/** The outcome of a step that gives no access. */
export function outcomeOf(
  request: Pick<Request, "id" | "kind">,
  state: Request["state"],
  expires_at: Instant | null = null,
): Outcome {
  return { id: request.id, kind: request.kind, state, expires_at, grant: null };
}
