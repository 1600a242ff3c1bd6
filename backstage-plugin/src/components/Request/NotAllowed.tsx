import { Alert } from "@backstage/ui";
import { useText } from "../../hooks/useText.ts";
import { useWho } from "../Who/useWho.ts";

/** Why somebody may not ask for this, and whom to ask. */
export function NotAllowed({ detail }: { detail: string | null }) {
  const t = useText();
  const who = useWho();
  return (
    <Alert
      status="info"
      icon
      title={
        detail === null
          ? t("request.notAllowed.title")
          : t("request.notAllowed.because", { detail })
      }
      description={t("request.notAllowed.detail", { manager: who("manager") })}
    />
  );
}
