import { Text } from "@backstage/ui";
import { useNow } from "../../hooks/useNow.ts";
import { useText } from "../../hooks/useText.ts";
import { Clock } from "../Moment/Clock.tsx";
import { Moment } from "../Moment/Moment.tsx";
import { spanOf } from "../Moment/span.ts";
import type { PropsOf } from "./stepProps.ts";
import { TimelineStep } from "./Timeline.tsx";

const EVERY_MS = 1_000;

/** AWS takes it away; what goes wrong with that, and what is being done about it. */
export function TakingStep({ step: { progress, at, grant } }: PropsOf<"taking">) {
  const t = useText();
  const now = useNow(EVERY_MS);
  const keptBy = progress === "done" ? (grant?.kept_by ?? null) : null;
  const due = grant?.receipt?.due_at ?? grant?.ends_at;
  const span = spanOf(due === undefined ? 0 : Math.max(0, now - Date.parse(due)));
  return (
    <TimelineStep
      progress={progress}
      at={at}
      title={
        keptBy === null
          ? t(`requestDetails.taking.${progress}`, { span })
          : t("requestDetails.kept.title")
      }
    >
      {progress === "next" && grant !== null && (
        <Text color="secondary">
          <Moment at={grant.ends_at} />
        </Text>
      )}
      {progress === "wrong" && grant !== null && grant.last_error !== null && (
        <Text>{t("requestDetails.aws", { error: grant.last_error })}</Text>
      )}
      {progress === "wrong" && <Text>{t("requestDetails.taking.tries")}</Text>}
      {keptBy !== null && (
        <Text>{t(`requestDetails.kept.${keptBy.reason}`, { id: keptBy.id })}</Text>
      )}
    </TimelineStep>
  );
}

/** AWS was read and does not have it any more: the receipt. */
export function GoneStep({ step: { progress, at, grant } }: PropsOf<"gone">) {
  const t = useText();
  const now = useNow(EVERY_MS);
  const receipt = grant?.receipt ?? null;
  const deadBy = grant?.credentials_dead_by ?? null;
  return (
    <TimelineStep
      progress={progress}
      at={at}
      title={t(progress === "done" ? "requestDetails.gone.done" : "requestDetails.gone.next")}
    >
      {receipt !== null && receipt.late_ms !== null && receipt.gone_at !== null && (
        <Text>
          {t("requestDetails.gone.at")} <Clock at={receipt.gone_at} />,{" "}
          {t("requestDetails.gone.late", { seconds: (receipt.late_ms / 1_000).toFixed(1) })}.{" "}
          {receipt.confirmed_at === null ? (
            t("requestDetails.gone.unconfirmed")
          ) : (
            <>
              {t("requestDetails.gone.confirmed")} <Clock at={receipt.confirmed_at} />.
            </>
          )}
        </Text>
      )}
      {deadBy !== null && (
        <Text color="secondary">
          {t(
            Date.parse(deadBy) > now
              ? "requestDetails.gone.sessions"
              : "requestDetails.gone.sessionsOver",
          )}{" "}
          <Clock at={deadBy} />.
        </Text>
      )}
    </TimelineStep>
  );
}
