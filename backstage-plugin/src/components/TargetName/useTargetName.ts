import type { Schema } from "../../api/routes.ts";
import { useText } from "../../hooks/useText.ts";

/** What access is to, in words: `SecAudit in payments-prod`; an id stands where AWS has told no name yet. */
export function useTargetName(): (target: Schema<"Target">) => string {
  const t = useText();
  return (target) => {
    switch (target.kind) {
      case "account":
        return t("target.setInAccount", {
          set: target.permission_set ?? target.permission_set_arn,
          account: target.account_name ?? target.account_id,
        });
      case "group":
        return t("target.group", { group: target.group ?? target.group_id });
    }
  };
}
