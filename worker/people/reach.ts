import type { Context } from "hono";
import { requireSignedIn } from "../http/allow.ts";
import type { AppEnv } from "../http/app-env.ts";
import { hasRole } from "../http/caller.ts";
import { Problem } from "../problem.ts";
import type { Reach } from "./read.ts";

/** Admins and auditors see everybody, a person themselves and their direct reports. @throws Problem 403 for others */
export function reachOf(c: Context<AppEnv>): Reach {
  const caller = requireSignedIn(c);
  if (hasRole(caller, "admin") || hasRole(caller, "auditor")) return { all: true };
  if (caller.kind === "person") return { all: false, personId: caller.personId };
  throw new Problem(403, "role-missing", "This needs the role admin or auditor.");
}

/** Who may not see somebody is not told whether they exist. */
export function noSuchPerson(): Problem {
  return new Problem(404, "no-such-person", "There is no such person, or you may not see them.");
}
