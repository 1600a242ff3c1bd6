import { Card, CardBody, CardHeader, Flex, Text } from "@backstage/ui";
import { RiCheckLine, RiKey2Line, RiTimeLine } from "@remixicon/react";
import type { RemixiconComponentType } from "@remixicon/react";
import type { ReactNode } from "react";
import { durationMs } from "../../api/duration.ts";
import type { Schema } from "../../api/routes.ts";
import { useNow } from "../../hooks/useNow.ts";
import { useText } from "../../hooks/useText.ts";
import { Clock } from "../Moment/Clock.tsx";
import { spanOf } from "../Moment/span.ts";
import { useEitherOf, useWho } from "../Who/useWho.ts";
import { HeldAlready } from "./HeldAlready.tsx";

const EVERY_MS = 15_000;
const MINUTE_MS = 60_000;

/** What comes of it if it is asked for as it stands: who decides, until when one has it, what one has already. */
export function Outlook({
  explanation,
  duration,
  startsAt,
  past,
}: {
  explanation: Schema<"Explanation">;
  duration: string | null;
  startsAt: string | null;
  past: readonly Schema<"Request">[];
}) {
  const t = useText();
  const { eligibility } = explanation;
  return (
    <Card>
      <CardHeader>
        <Text as="h2" variant="title-x-small">
          {t(eligibility.terms === null ? "request.held.title" : "request.outlook.title")}
        </Text>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="4" aria-live="polite">
          {eligibility.terms !== null && (
            <>
              <Line icon={RiTimeLine}>
                <Deciders terms={eligibility.terms} approvers={eligibility.approvers} past={past} />
              </Line>
              <Line icon={RiKey2Line}>
                <Until
                  duration={duration}
                  startsAt={startsAt}
                  isAutomatic={eligibility.terms.approval === "automatic"}
                />
              </Line>
            </>
          )}
          <Line icon={RiCheckLine}>
            <HeldAlready explanation={explanation} />
          </Line>
        </Flex>
      </CardBody>
    </Card>
  );
}

function Line({ icon: Icon, children }: { icon: RemixiconComponentType; children: ReactNode }) {
  return (
    <Flex gap="2" align="start">
      <Icon size={18} aria-hidden style={{ flexShrink: 0 }} />
      <Flex direction="column" gap="1">
        {children}
      </Flex>
    </Flex>
  );
}

function Deciders({
  terms,
  approvers,
  past,
}: {
  terms: Schema<"Terms">;
  approvers: Schema<"Explanation">["eligibility"]["approvers"];
  past: readonly Schema<"Request">[];
}) {
  const t = useText();
  const either = useEitherOf();
  const named = approvers ?? [];
  const who = useWho(named.map(({ approver }) => approver));
  if (terms.approval === "automatic") return <Text>{t("request.outlook.automatic")}</Text>;
  const stage = named.filter(({ fallback }) => !fallback).map(({ approver }) => who(approver));
  const others = named.filter(({ fallback }) => fallback).map(({ approver }) => who(approver));
  const usual = usualMs(past, terms.rule);
  if (named.length === 0) return <Text>{t("request.outlook.nobody")}</Text>;
  return (
    <>
      <Text>
        {t("request.outlook.asked", { who: either(stage.length === 0 ? others : stage) })}
      </Text>
      {stage.length > 0 && others.length > 0 && (
        <Text>{t("request.outlook.else", { who: either(others) })}</Text>
      )}
      {usual !== undefined && (
        <Text>{t("request.outlook.usual", { span: spanOf(Math.max(MINUTE_MS, usual)) })}</Text>
      )}
    </>
  );
}

/** How long one's own requests under the rule took to be decided, by half of them; undefined where none was. */
function usualMs(past: readonly Schema<"Request">[], rule: string): number | undefined {
  const took = past
    .flatMap((request) =>
      request.rule === rule && request.decided_at !== null && isDecision(request.state)
        ? [Date.parse(request.decided_at) - Date.parse(request.created_at)]
        : [],
    )
    .toSorted((one, other) => one - other);
  return took[Math.floor((took.length - 1) / 2)];
}

const isDecision = (state: Schema<"Request">["state"]) =>
  state === "approved" || state === "rejected";

function Until({
  duration,
  startsAt,
  isAutomatic,
}: {
  duration: string | null;
  startsAt: string | null;
  isAutomatic: boolean;
}) {
  const t = useText();
  const now = useNow(EVERY_MS);
  const length = duration === null ? undefined : durationMs(duration);
  if (length === undefined || startsAt === "") return <Text>{t("request.outlook.noLength")}</Text>;
  const from = startsAt === null ? now : Date.parse(startsAt);
  const until = <Clock at={new Date(from + length).toISOString()} />;
  if (startsAt !== null)
    return (
      <Text>
        {t("request.outlook.from")} <Clock at={new Date(from).toISOString()} />{" "}
        {t("request.outlook.to")} {until}
      </Text>
    );
  return (
    <Text>
      {t(isAutomatic ? "request.outlook.until" : "request.outlook.untilIf")} {until}
    </Text>
  );
}
