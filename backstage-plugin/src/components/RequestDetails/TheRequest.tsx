import { Flex, Text } from "@backstage/ui";
import { useEffect, useRef } from "react";
import type { Schema } from "../../api/routes.ts";
import { useNow } from "../../hooks/useNow.ts";
import { useText } from "../../hooks/useText.ts";
import { useTargetName } from "../TargetName/useTargetName.ts";
import { useWho } from "../Who/useWho.ts";
import { AskAgain } from "./AskAgain.tsx";
import { AskedStep, LengtheningStep, NoteStep } from "./AskedStep.tsx";
import { DecisionStep } from "./DecisionStep.tsx";
import { GivingStep } from "./GivingStep.tsx";
import { GoneStep, TakingStep } from "./GoneStep.tsx";
import { HavingStep } from "./HavingStep.tsx";
import { StateWord } from "./StateWord.tsx";
import type { StepProps } from "./stepProps.ts";
import { stepsOf } from "./steps.ts";
import type { Step } from "./steps.ts";
import { Timeline } from "./Timeline.tsx";
import styles from "./Timeline.module.css";

const EVERY_MS = 5_000;

const isOver = ({ state, grant }: Schema<"RequestDetail">) =>
  state === "approved"
    ? grant?.state === "ended" || grant?.state === "failed"
    : state !== "waiting" && state !== "questioned";

/** The request in a sentence, and as a timeline. */
export function TheRequest({
  me,
  request,
}: {
  me: Schema<"Me">;
  request: Schema<"RequestDetail">;
}) {
  const t = useText();
  const nameOf = useTargetName();
  const now = useNow(EVERY_MS);
  const who = useWho(
    [
      ...request.approvers.map(({ approver }) => approver),
      ...request.notes.map(({ by }) => by),
      ...(request.decided_by === null ? [] : [request.decided_by]),
    ],
    { [request.person_id]: request.display_name },
  );
  const props: StepProps = {
    request,
    who,
    isOwn: me.person?.id === request.person_id,
    isAdmin: me.roles.includes("admin"),
  };
  const heading = useFocusWhenLost(`${request.state} ${request.grant?.state}`);
  return (
    <Flex direction="column" gap="6">
      <Flex direction="column" gap="1">
        <div ref={heading} tabIndex={-1} className={styles.heading}>
          <Text as="h2" variant="title-medium">
            {nameOf(request.target)}
          </Text>
        </div>
        <Flex gap="3" align="center" style={{ flexWrap: "wrap" }}>
          <StateWord request={request} now={now} />
          <Text color="secondary">
            {t(`requestDetails.for.${request.kind}`, { person: request.display_name })}
          </Text>
        </Flex>
      </Flex>
      <Timeline>
        {stepsOf(request, now).map((step) => (
          <StepOf key={step.kind === "note" ? step.note.at : step.kind} step={step} {...props} />
        ))}
      </Timeline>
      {props.isOwn && isOver(request) && <AskAgain request={request} />}
    </Flex>
  );
}

/** Takes the focus when what had it is gone, as a button is once it has done what it was there for. */
function useFocusWhenLost(state: string) {
  const ref = useRef<HTMLDivElement>(null);
  const seen = useRef<string>();
  useEffect(() => {
    if (seen.current === state) return;
    seen.current = state;
    if (document.activeElement === document.body) ref.current?.focus({ preventScroll: true });
  });
  return ref;
}

function StepOf({ step, ...props }: StepProps & { step: Step }) {
  switch (step.kind) {
    case "asked":
      return <AskedStep {...props} step={step} />;
    case "note":
      return <NoteStep {...props} step={step} />;
    case "decision":
      return <DecisionStep {...props} step={step} />;
    case "lengthening":
      return <LengtheningStep {...props} step={step} />;
    case "giving":
      return <GivingStep {...props} step={step} />;
    case "having":
      return <HavingStep {...props} step={step} />;
    case "taking":
      return <TakingStep {...props} step={step} />;
    case "gone":
      return <GoneStep {...props} step={step} />;
  }
}
