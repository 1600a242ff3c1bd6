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
  const granted = grantsOf(holds, now);
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
      {granted.map(({ request_id, is_live, starts_at, ends_at }) => (
        <Text key={request_id}>
          {is_live ? (
            t("request.held.until")
          ) : (
            <>
              {t("request.held.from")} <Clock at={starts_at} /> {t("request.outlook.to")}
            </>
          )}{" "}
          <Clock at={ends_at} />.{" "}
          <Link href={requestPath({ id: request_id })}>{t("request.held.see")}</Link>
        </Text>
      ))}
      {through_groups.length > 0 && <Text>{t("request.held.group")}</Text>}
      {isFound && standing.length === 0 && <Text>{t("request.held.found")}</Text>}
    </>
  );
}

/** The grants that are live or to come; an extension continues the one that it is of. `now`: epoch milliseconds. */
function grantsOf(holds: Schema<"Explanation">["holds"], now: number) {
  const wanted = holds
    .filter(({ reason, released_why }) => reason === "grant" && released_why === null)
    .flatMap(({ ends_at, ...hold }) =>
      ends_at === null || Date.parse(ends_at) <= now ? [] : [{ ...hold, ends_at }],
    )
    .toSorted((one, other) => Date.parse(one.starts_at) - Date.parse(other.starts_at));
  return [...Map.groupBy(wanted, ({ grant_id }) => grant_id).values()].flatMap((parts) => {
    const [first] = parts;
    const last = parts.at(-1);
    if (first === undefined || last === undefined) return [];
    const { reason_id: request_id, is_live, starts_at } = first;
    return [{ request_id, is_live, starts_at, ends_at: last.ends_at }];
  });
}
