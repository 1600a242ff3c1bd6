import { Link, Text } from "@backstage/ui";
import { useRouteRef } from "@backstage/core-plugin-api";
import type { Schema } from "../../api/routes.ts";
import { useNow } from "../../hooks/useNow.ts";
import { useText } from "../../hooks/useText.ts";
import { requestRouteRef } from "../../routes.ts";
import { Clock } from "../Moment/Clock.tsx";

const EVERY_MS = 15_000;

/** What the person has of it already, and through what. */
export function HeldAlready({ explanation }: { explanation: Schema<"Explanation"> }) {
  const t = useText();
  const now = useNow(EVERY_MS);
  const requestPath = useRouteRef(requestRouteRef);
  const { holds, in_aws, through_groups } = explanation;
  const standing = holds.filter(({ is_live, reason }) => is_live && reason === "baseline");
  const granted = holds.filter(
    ({ reason, released_why, ends_at }) =>
      reason === "grant" && released_why === null && ends_at !== null && Date.parse(ends_at) > now,
  );
  const isFound = in_aws?.origin === "found" && in_aws.observed === "present";
  const isWithheld = in_aws !== null && in_aws.withheld_at !== null;
  const hasNone =
    standing.length + granted.length + through_groups.length === 0 && !isFound && !isWithheld;
  if (hasNone) return <Text>{t("request.held.none")}</Text>;
  return (
    <>
      {isWithheld && <Text>{t("request.held.withheld")}</Text>}
      {standing.map(({ reason_id }) => (
        <Text key={reason_id}>{t("request.held.standing", { rule: reason_id })}</Text>
      ))}
      {granted.map(({ reason_id, is_live, starts_at, ends_at }) => (
        <Text key={starts_at}>
          {is_live ? (
            t("request.held.until")
          ) : (
            <>
              {t("request.held.from")} <Clock at={starts_at} /> {t("request.outlook.to")}
            </>
          )}{" "}
          {ends_at !== null && <Clock at={ends_at} />}.{" "}
          <Link href={requestPath({ id: reason_id })}>{t("request.held.see")}</Link>
        </Text>
      ))}
      {through_groups.length > 0 && <Text>{t("request.held.group")}</Text>}
      {isFound && standing.length === 0 && <Text>{t("request.held.found")}</Text>}
    </>
  );
}
