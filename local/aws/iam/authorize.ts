import { signingNames } from "../authenticate.ts";
import type { Key } from "../rows.ts";
import { Refusal, type Service } from "../wire.ts";
import type { World } from "../world.ts";
import type { Verdict } from "./policy.ts";
import { resourcesOf } from "./resources.ts";

/**
 * Whether the caller may do this: a session what its role's policy allows, a long-lived key nothing but STS.
 * @throws Refusal as AWS words it, naming the first resource that is refused.
 */
export function authorize(
  world: World,
  caller: Key,
  service: Service,
  operation: string,
  input: unknown,
): void {
  if (service === "sts" || service === "scim") return;
  if (caller.session === undefined) throw accessDenied(service, operation, caller);
  const { policy } = world.role;
  if (policy === undefined) return;
  const action = `${signingNames[service]}:${operation}`;
  for (const resource of resourcesOf(world.names, service, operation, input)) {
    const verdict = policy.judge({ action, resource });
    if (verdict !== "allowed") throw accessDenied(service, operation, caller, resource, verdict);
  }
}

/** The caller has no right to the operation. */
export function accessDenied(
  service: Service,
  operation: string,
  caller: Key,
  resource = "*",
  verdict: Exclude<Verdict, "allowed"> = "implicitly denied",
): Refusal {
  const action = `${signingNames[service]}:${operation}`;
  const what = `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource}`;
  if (service === "sts") return new Refusal("AccessDenied", what);
  const why =
    verdict === "explicitly denied"
      ? "with an explicit deny in an identity-based policy"
      : `because no identity-based policy allows the ${action} action`;
  return new Refusal("AccessDeniedException", `${what} ${why}`);
}
