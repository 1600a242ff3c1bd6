import { Text } from "@backstage/ui";
import { durationMs } from "../../api/duration.ts";
import { useText } from "../../hooks/useText.ts";
import { Moment } from "../Moment/Moment.tsx";
import { spanOf } from "../Moment/span.ts";
import { useEitherOf } from "../Who/useWho.ts";
import { AnswerForm } from "./AnswerForm.tsx";
import { DecideLink } from "./DecideLink.tsx";
import { TakeBack } from "./TakeBack.tsx";
import type { PropsOf } from "./stepProps.ts";
import { TimelineStep, Words } from "./Timeline.tsx";

/** Who decides, since when; or what was decided, by whom. */
export function DecisionStep(props: PropsOf<"decision">) {
  switch (props.request.state) {
    case "waiting":
    case "questioned":
      return <Undecided {...props} />;
    case "approved":
      return <Approved {...props} />;
    case "rejected":
    case "cancelled":
    case "expired":
    case "void":
      return <Refused {...props} />;
  }
}

function Undecided({ request, who, isOwn, step }: PropsOf<"decision">) {
  const t = useText();
  const either = useEitherOf();
  const named = (isFallback: boolean) =>
    request.approvers
      .filter(({ fallback }) => fallback === isFallback)
      .map(({ approver }) => who(approver));
  const [stage, others] = [named(false), named(true)];
  const isQuestioned = request.state === "questioned";
  const since = request.notes.at(-1)?.at ?? request.created_at;
  return (
    <TimelineStep
      progress={step.progress}
      at={null}
      title={
        isQuestioned
          ? t("requestDetails.decision.questioned", { who: who(`person:${request.person_id}`) })
          : t("requestDetails.decision.waiting", { who: either(stage.length > 0 ? stage : others) })
      }
    >
      <Text>
        {t("requestDetails.decision.since")} <Moment at={since} />
        {". "}
        {request.expires_at === null ? (
          t("requestDetails.decision.stopped")
        ) : (
          <>
            {t("requestDetails.decision.expires")} <Moment at={request.expires_at} />
            {"."}
          </>
        )}
      </Text>
      {stage.length > 0 && others.length > 0 && !isQuestioned && (
        <Text color="secondary">{t("requestDetails.decision.else", { who: either(others) })}</Text>
      )}
      {isOwn && isQuestioned && <AnswerForm requestId={request.id} />}
      {isOwn ? <TakeBack request={request} /> : <DecideLink requestId={request.id} />}
    </TimelineStep>
  );
}

function Approved({ request, who, step }: PropsOf<"decision">) {
  const t = useText();
  const { decided_by, decision_reason, approved_duration } = request;
  return (
    <TimelineStep
      progress={step.progress}
      at={step.at}
      title={t("requestDetails.decision.approved", { who: who(decided_by ?? "") })}
    >
      {approved_duration !== null && (
        <Text>
          {t("requestDetails.decision.shorter", {
            span: spanOf(durationMs(approved_duration) ?? 0),
          })}
        </Text>
      )}
      {decision_reason !== null && <Words>{`“${decision_reason}”`}</Words>}
    </TimelineStep>
  );
}

function Refused({ request, who, step }: PropsOf<"decision">) {
  const t = useText();
  return (
    <TimelineStep
      progress={step.progress}
      at={step.at}
      title={t(`requestDetails.decision.${request.state}`, { who: who(request.decided_by ?? "") })}
    >
      <Reason request={request} />
    </TimelineStep>
  );
}

function Reason({ request }: Pick<PropsOf<"decision">, "request">) {
  const t = useText();
  const { state, decision_reason: reason, display_name: person } = request;
  if (reason === null) return null;
  if (state !== "void") return <Words>{`“${reason}”`}</Words>;
  switch (reason) {
    case "offboarding":
    case "suspension":
    case "not_started":
      return <Text>{t(`requestDetails.void.${reason}`, { person })}</Text>;
    default:
      return <Text>{t("requestDetails.void.other", { reason })}</Text>;
  }
}
