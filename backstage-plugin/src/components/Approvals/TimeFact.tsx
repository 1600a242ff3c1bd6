import { Text } from "@backstage/ui";
import type { Schema } from "../../api/routes.ts";
import { useText } from "../../hooks/useText.ts";
import { Clock } from "../Moment/Clock.tsx";
import { Moment } from "../Moment/Moment.tsx";
import { Fact } from "./Fact.tsx";

/** Until when they would have it, and when the last session can be alive. */
export function TimeFact({ would_give }: Pick<Schema<"Brief">, "would_give">) {
  const t = useText();
  return (
    <Fact title={t("approvals.time.title")}>
      {would_give === null ? (
        <Text color="secondary">{t("approvals.time.over")}</Text>
      ) : (
        <>
          <Text>
            {t("approvals.time.until")} <Clock at={would_give.ends_at} /> (
            <Moment at={would_give.ends_at} />
            ).
          </Text>
          <Text color="secondary">
            {t("approvals.time.dead")} <Clock at={would_give.credentials_dead_by} />.
          </Text>
        </>
      )}
    </Fact>
  );
}
