import { Flex, Text } from "@backstage/ui";
import { durationMs } from "../../api/duration.ts";
import { useNow } from "../../hooks/useNow.ts";
import { useText } from "../../hooks/useText.ts";
import { Clock } from "../Moment/Clock.tsx";
import { spanOf } from "../Moment/span.ts";
import { PortalActions } from "../MyAccess/PortalActions.tsx";
import { TimeLeft } from "../MyAccess/TimeLeft.tsx";
import { EndNow } from "./EndNow.tsx";
import { Extend } from "./Extend.tsx";
import type { PropsOf } from "./stepProps.ts";
import { TimelineStep } from "./Timeline.tsx";

const EVERY_MS = 1_000;

/** The access is there: until when, and what one can do about it. */
export function HavingStep({ request, isOwn, isAdmin, step }: PropsOf<"having">) {
  const t = useText();
  const now = useNow(EVERY_MS);
  const { progress, at, grant } = step;
  const span = spanOf(durationMs(request.approved_duration ?? request.duration) ?? 0);
  if (grant === null || progress === "next")
    return (
      <TimelineStep
        progress={progress}
        at={null}
        title={t("requestDetails.having.next", { span })}
      />
    );
  const left = Date.parse(grant.ends_at) - now;
  if (progress !== "now")
    return (
      <TimelineStep progress={progress} at={at} title={t("requestDetails.having.done")}>
        <EndedBy by={grant.ended_by} />
      </TimelineStep>
    );
  return (
    <TimelineStep
      progress={progress}
      at={null}
      title={t("requestDetails.having.now", { span: spanOf(Math.max(0, left)) })}
    >
      <TimeLeft from={grant.starts_at} to={grant.ends_at} />
      <Text>
        {t("requestDetails.having.until")} <Clock at={grant.ends_at} />.{" "}
        {grant.extensions > 0 &&
          t("requestDetails.having.extended", { times: String(grant.extensions) })}
      </Text>
      {isOwn && grant.target.kind === "account" && (
        <Flex gap="2" align="center" style={{ flexWrap: "wrap" }}>
          <PortalActions target={grant.target} />
        </Flex>
      )}
      <Flex gap="2" align="center" style={{ flexWrap: "wrap" }}>
        {isOwn && <Extend request={request} grant={grant} />}
        {(isOwn || isAdmin) && <EndNow grant={grant} isOwn={isOwn} />}
      </Flex>
    </TimelineStep>
  );
}

function EndedBy({ by }: { by: string | null }) {
  const t = useText();
  switch (by) {
    case "time":
    case "holder":
    case "approver":
    case "admin":
    case "offboarding":
    case "suspension":
    case "not_started":
    case "failed":
    case "voided":
    case "another_hand":
      return <Text>{t(`requestDetails.endedBy.${by}`)}</Text>;
    case null:
    default:
      return null;
  }
}
