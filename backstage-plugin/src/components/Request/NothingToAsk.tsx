import { EmptyState } from "@backstage/core-components";
import { useText } from "../../hooks/useText.ts";
import { useWho } from "../Who/useWho.ts";

/** No rule of the policy is for this person: why, and whom to ask. */
export function NothingToAsk() {
  const t = useText();
  const who = useWho();
  return (
    <EmptyState
      missing="data"
      title={t("request.nothing.title")}
      description={t("request.nothing.detail", { manager: who("manager") })}
    />
  );
}
