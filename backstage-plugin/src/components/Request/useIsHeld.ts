import type { Schema } from "../../api/routes.ts";
import { useAnswer } from "../../hooks/useAnswer.ts";

/** Whether a person has something already, themselves or through a group; false as long as that is not known. */
export function useIsHeld(personId: string): (target: Schema<"Target">) => boolean {
  const access = useAnswer("/v1/people/{id}/access", { path: { id: personId } });
  const held = new Set(
    access.data?.items.flatMap(({ target, gives }) => [
      keyOf(target),
      ...gives.map((given) => keyOf({ kind: "account", ...given })),
    ]),
  );
  return (target) => held.has(keyOf(target));
}

type Key =
  | { readonly kind: "account"; readonly account_id: string; readonly permission_set_arn: string }
  | { readonly kind: "group"; readonly group_id: string };

const keyOf = (target: Key) =>
  target.kind === "group" ? target.group_id : `${target.account_id} ${target.permission_set_arn}`;
