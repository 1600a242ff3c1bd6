import type { Call } from "../call.ts";
import { integer, optional, required, structure, text } from "../input.ts";
import type { Group, User } from "../rows.ts";
import { Refusal } from "../wire.ts";

const id =
  /^([0-9a-f]{10}-|)[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}$/;

export const identityStoreId = required(
  text({
    min: 1,
    max: 36,
    form: /^(d-[0-9a-f]{10}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/,
  }),
);
export const resourceId = required(text({ min: 1, max: 47, form: id }));

/** Letters, marks, symbols, numbers, punctuation and blanks. */
export const sensitiveText = text({
  max: 1024,
  form: /^[\p{L}\p{M}\p{S}\p{N}\p{P}\t\n\r \u00a0\u3000]+$/u,
});
export const userName = text({ max: 128, form: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u });
export const memberId = required(structure({ UserId: resourceId }));

export const paging = {
  MaxResults: optional(integer(1, 100)),
  NextToken: optional(text({ min: 1, max: 65_535, form: /^[-a-zA-Z0-9+=/:_]*$/ })),
};

export const mostRows = 100;

/** Names that neither users nor groups may have. */
export function checkReserved(name: string): void {
  if (name === "Administrator" || name === "AWSAdministrators")
    throw invalid(`${name} is a reserved name.`);
}

/** There is one identity store; any other is not known. */
export function checkStore(call: Call, given: string): void {
  if (given !== call.world.names.identityStoreId) throw missing("IDENTITY_STORE", given);
}

export function userOf(call: Call, given: string): User {
  const user = call.world.users.get(given);
  if (user === undefined) throw missing("USER", given);
  return user;
}

export function groupOf(call: Call, given: string): Group {
  const group = call.world.groups.get(given);
  if (group === undefined) throw missing("GROUP", given);
  return group;
}

type ResourceType = "IDENTITY_STORE" | "USER" | "GROUP" | "GROUP_MEMBERSHIP";

export function missing(type: ResourceType, resource: string): Refusal {
  return new Refusal("ResourceNotFoundException", `${type} not found.`, {
    ResourceType: type,
    ResourceId: resource,
  });
}

export function invalid(message: string): Refusal {
  return new Refusal("ValidationException", message);
}

export function duplicate(message: string): Refusal {
  return new Refusal("ConflictException", message, { Reason: "UNIQUENESS_CONSTRAINT_VIOLATION" });
}
