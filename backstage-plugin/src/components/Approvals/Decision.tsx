import { useRouteRef } from "@backstage/core-plugin-api";
import { Alert, Link, Text } from "@backstage/ui";
import { useState } from "react";
import type { Schema } from "../../api/routes.ts";
import { useShortcuts } from "../../hooks/useShortcuts.ts";
import { useText } from "../../hooks/useText.ts";
import { requestRouteRef } from "../../routes.ts";
import { Moment } from "../Moment/Moment.tsx";
import { useWho } from "../Who/useWho.ts";
import { Actions } from "./Actions.tsx";
import css from "./Approvals.module.css";
import { Conversation } from "./Conversation.tsx";
import { DecideDialog } from "./DecideDialog.tsx";
import { EarlierFact } from "./EarlierFact.tsx";
import { HasFact } from "./HasFact.tsx";
import { RoleFact } from "./RoleFact.tsx";
import { RuleFact } from "./RuleFact.tsx";
import { TimeFact } from "./TimeFact.tsx";
import type { Verdict } from "./useDecide.ts";
import { useSentence } from "./useSentence.ts";

/** All that a decision needs, on one screen, and the decision itself. */
export function Decision({
  brief,
  hasKeys,
  onDone,
}: {
  brief: Schema<"Brief">;
  hasKeys: boolean;
  /** It was approved or rejected, or a question was asked. */
  onDone: (verdict: Verdict) => void;
}) {
  const t = useText();
  const sentence = useSentence();
  const nameOf = useNames(brief);
  const requestPath = useRouteRef(requestRouteRef);
  const [open, setOpen] = useState<{ verdict: Verdict; length: string } | null>(null);
  const { request, may_decide, terms } = brief;
  const isOpen = request.state === "waiting" || request.state === "questioned";
  const choose = (verdict: Verdict) => () => setOpen({ verdict, length: request.duration });
  useShortcuts(
    {
      a: choose("approve"),
      r: choose("reject"),
      ...(request.state === "waiting" ? { "?": choose("question") } : {}),
    },
    hasKeys && may_decide,
  );
  return (
    <>
      <Text as="h2" variant="title-small">
        {sentence(request, brief)}
      </Text>
      {isOpen && (
        <Text color="secondary">
          {t("approvals.decision.asked")} <Moment at={request.created_at} />;{" "}
          {request.expires_at === null ? (
            t("approvals.decision.paused")
          ) : (
            <>
              {t("approvals.decision.expires")} <Moment at={request.expires_at} />
            </>
          )}
          .
        </Text>
      )}
      <Link href={requestPath({ id: request.id })}>{t("approvals.decision.follow")}</Link>
      {brief.why_not !== null && (
        <Alert
          status="info"
          icon
          title={t(isOpen ? "approvals.decision.mayNot" : "approvals.decision.over")}
          description={brief.why_not}
        />
      )}
      {isOpen && terms === null && (
        <Alert
          status="warning"
          icon
          title={t("approvals.decision.voids.title")}
          description={t("approvals.decision.voids.detail")}
        />
      )}
      <Conversation request={request} nameOf={nameOf} />
      <div className={css["facts"]}>
        <RoleFact {...brief} />
        <HasFact {...brief} />
        <EarlierFact {...brief} nameOf={nameOf} />
        <TimeFact {...brief} />
        <RuleFact {...brief} nameOf={nameOf} />
      </div>
      {may_decide && (
        <Actions brief={brief} onChoose={(verdict, length) => setOpen({ verdict, length })} />
      )}
      {open !== null && (
        <DecideDialog
          brief={brief}
          {...open}
          onClose={() => setOpen(null)}
          onDone={() => {
            setOpen(null);
            onDone(open.verdict);
          }}
        />
      )}
    </>
  );
}

/** Who an actor of this brief is in words. */
function useNames({ request, earlier, names }: Schema<"Brief">): (actor: string) => string {
  const actors = [
    ...request.approvers.map(({ approver }) => approver),
    ...request.notes.map(({ by }) => by),
    ...[request, ...earlier].flatMap(({ decided_by }) => decided_by ?? []),
  ];
  const known = Object.fromEntries(
    Object.entries(names).map(([actor, name]) => [actor.replace(/^person:/, ""), name]),
  );
  const who = useWho(actors, known);
  return (actor) => (actor.startsWith("user:") ? (names[actor] ?? who(actor)) : who(actor));
}
