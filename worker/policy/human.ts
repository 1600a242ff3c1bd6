/**
 * Whether two acts are one human's: who proposes a policy does not activate it, who activated it gains nothing by it.
 * @module
 */
import { actorText } from "../db/context.ts";
import type { Actor } from "../db/context.ts";

/** The names under which somebody acted. */
export interface ActedAs {
  /** As the log names them. */
  readonly by: string;
  /** Another name of theirs: a Backstage ref, or who made the service token. */
  readonly alias: string | null;
}

export function actedAs(actor: Actor): ActedAs {
  const ref = actor.kind === "person" || actor.kind === "backstage" ? actor.ref : null;
  return { by: actorText(actor), alias: ref };
}

export function isSameHuman(one: ActedAs, other: ActedAs): boolean {
  const names = namesOf(one);
  return namesOf(other).some((name) => names.includes(name));
}

function namesOf({ by, alias }: ActedAs): string[] {
  return alias === null ? [by] : [by, alias];
}
