/**
 * The names under which a rule or a request may mean the caller.
 * @module
 */
import type { Context } from "hono";
import { Problem } from "../problem.ts";
import { requireSignedIn } from "./allow.ts";
import type { AppEnv } from "./app-env.ts";
import { BackstageSilent } from "./ask-backstage.ts";
import { groupsOf } from "./groups.ts";
import { freshRoles } from "./roles.ts";

/** What hangs on Backstage: the groups that somebody is in, and whether they are an admin. */
export interface Standing {
  readonly groups: ReadonlySet<string>;
  readonly admin: boolean;
  /** Backstage could not tell all of it: nothing is given that it did not tell, and a refusal is no last word. */
  readonly unknown: boolean;
}

/** Somebody who signed in, with what Backstage says of them. */
export interface Named extends Standing {
  readonly person_id: string | null;
  readonly ref: string;
}

/** Every name of theirs: `person:<id>`, their ref, their groups' refs, `role:admin`. */
export function namesOf({ person_id, ref, groups, admin }: Named): string[] {
  return [
    ...(person_id === null ? [] : [`person:${person_id}`]),
    ref,
    ...groups,
    ...(admin ? ["role:admin"] : []),
  ];
}

/** The caller's standing: at this moment, for a decision; else as it was at most a minute ago. */
export async function standingOf(
  c: Context<AppEnv>,
  { fresh }: { fresh: boolean },
): Promise<Standing> {
  if (fresh) await freshRoles(c);
  const { ref, roles, rolesUnknown } = requireSignedIn(c);
  const admin = roles.has("admin");
  try {
    const groups = await groupsOf(c.var.base, ref, { fresh, token: c.var.userToken });
    return { groups, admin, unknown: rolesUnknown };
  } catch (error) {
    if (!(error instanceof BackstageSilent)) throw error;
    return { groups: new Set(), admin, unknown: true };
  }
}

/** The refusal of what may hang on what Backstage could not tell. */
export function standingUnknown(): Problem {
  return new Problem(
    503,
    "roles-unknown",
    "Backstage could not say which groups you are in. Try again.",
    {
      retry_after_s: 30,
    },
  );
}
