import { useRouteRef } from "@backstage/core-plugin-api";
import { Link, Text } from "@backstage/ui";
import { durationMs } from "../../api/duration.ts";
import { useText } from "../../hooks/useText.ts";
import { requestRouteRef } from "../../routes.ts";
import { Clock } from "../Moment/Clock.tsx";
import { spanOf } from "../Moment/span.ts";
import type { PropsOf } from "./stepProps.ts";
import { TimelineStep, Words } from "./Timeline.tsx";

/** Who asked, for how long, why. */
export function AskedStep({ request, who, step }: PropsOf<"asked">) {
  const t = useText();
  return (
    <TimelineStep
      progress={step.progress}
      at={step.at}
      title={t(`requestDetails.asked.${request.kind}`, {
        who: who(`person:${request.person_id}`),
        span: spanOf(durationMs(request.duration) ?? 0),
      })}
    >
      {request.starts_at !== null && (
        <Text>
          {t("requestDetails.asked.from")} <Clock at={request.starts_at} />
        </Text>
      )}
      {request.justification !== "" && <Words>{`“${request.justification}”`}</Words>}
      {request.ticket !== null && (
        <Text color="secondary">
          {t("requestDetails.asked.ticket", { ticket: request.ticket })}
        </Text>
      )}
    </TimelineStep>
  );
}

/** A question of an approver's, or the answer. */
export function NoteStep({ who, step: { note, progress, at } }: PropsOf<"note">) {
  const t = useText();
  return (
    <TimelineStep
      progress={progress}
      at={at}
      title={t(`requestDetails.note.${note.kind}`, { who: who(note.by) })}
    >
      <Words>{`“${note.text}”`}</Words>
    </TimelineStep>
  );
}

/** An extension makes the access of another request longer, where all the rest stands. */
export function LengtheningStep({ request: { grant }, step }: PropsOf<"lengthening">) {
  const t = useText();
  const requestPath = useRouteRef(requestRouteRef);
  return (
    <TimelineStep
      progress={step.progress}
      at={null}
      title={t(
        step.progress === "done" ? "requestDetails.longer.done" : "requestDetails.longer.next",
      )}
    >
      {grant !== null && (
        <Text>
          {t("requestDetails.longer.until")} <Clock at={grant.ends_at} />.{" "}
          <Link href={requestPath({ id: grant.request_id })}>{t("requestDetails.longer.see")}</Link>
        </Text>
      )}
    </TimelineStep>
  );
}
