import { Box, Text } from "@backstage/ui";
import { useText } from "../../hooks/useText.ts";
import { Moment } from "../Moment/Moment.tsx";
import { EndNow } from "./EndNow.tsx";
import type { PropsOf } from "./stepProps.ts";
import { TimelineStep } from "./Timeline.tsx";

/** AWS gives the access. */
export function GivingStep({ isOwn, isAdmin, step: { progress, at, grant } }: PropsOf<"giving">) {
  const t = useText();
  const isFailed = grant?.state === "failed";
  return (
    <TimelineStep
      progress={progress}
      at={at}
      title={t(
        progress === "stopped" && !isFailed
          ? "requestDetails.giving.never"
          : `requestDetails.giving.${progress}`,
      )}
    >
      {grant?.state === "scheduled" && (
        <Text>
          {t("requestDetails.giving.begins")} <Moment at={grant.starts_at} />
        </Text>
      )}
      {grant !== null && grant.last_error !== null && (progress === "wrong" || isFailed) && (
        <Text>{t("requestDetails.aws", { error: grant.last_error })}</Text>
      )}
      {progress === "wrong" && <Text>{t("requestDetails.giving.tries")}</Text>}
      {(grant?.state === "scheduled" || grant?.state === "starting") && (isOwn || isAdmin) && (
        <Box>
          <EndNow grant={grant} isOwn={isOwn} />
        </Box>
      )}
      {isFailed && <Text>{t("requestDetails.giving.settle")}</Text>}
    </TimelineStep>
  );
}
