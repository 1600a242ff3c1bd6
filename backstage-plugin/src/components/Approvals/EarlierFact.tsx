import { Text } from "@backstage/ui";
import { RiCheckLine, RiCloseLine, RiKey2Line, RiTimeLine } from "@remixicon/react";
import type { Schema } from "../../api/routes.ts";
import { useText } from "../../hooks/useText.ts";
import { Moment } from "../Moment/Moment.tsx";
import css from "./Approvals.module.css";
import { Fact } from "./Fact.tsx";
import { askedSpan } from "./useSentence.ts";

type Earlier = Schema<"Brief">["earlier"][number];

const ICONS = {
  approved: RiCheckLine,
  rejected: RiCloseLine,
  cancelled: RiCloseLine,
  expired: RiCloseLine,
  void: RiCloseLine,
  waiting: RiTimeLine,
  questioned: RiTimeLine,
} as const;

/** Their last requests for the same, and how they ended. `nameOf`: who an actor is in words. */
export function EarlierFact({
  earlier,
  nameOf,
}: {
  earlier: readonly Earlier[];
  nameOf: (actor: string) => string;
}) {
  const t = useText();
  return (
    <Fact title={t("approvals.earlier.title")}>
      {earlier.length === 0 ? (
        <Text color="secondary">{t("approvals.earlier.none")}</Text>
      ) : (
        <ul className={css["lines"]}>
          {earlier.map((request) => (
            <Past key={request.id} request={request} nameOf={nameOf} />
          ))}
        </ul>
      )}
    </Fact>
  );
}

function Past({ request, nameOf }: { request: Earlier; nameOf: (actor: string) => string }) {
  const t = useText();
  const Icon = isThere(request.grant) ? RiKey2Line : ICONS[request.state];
  const who = nameOf(request.decided_by ?? "");
  const came = howItEnded(request.grant);
  return (
    <li>
      <Icon size={14} aria-hidden className={css["inlineIcon"]} />{" "}
      <Text>
        {askedSpan(request)}, <Moment at={request.created_at} />:{" "}
        {t(`approvals.earlier.${request.state}`, { who })}
        {came !== undefined && `, ${t(`approvals.earlier.${came}`)}`}
      </Text>
      {request.decision_reason !== null && (
        <Text color="secondary">: “{request.decision_reason}”</Text>
      )}
    </li>
  );
}

const isThere = (grant: Earlier["grant"]) =>
  grant !== null && grant.state !== "ended" && grant.state !== "failed";

function howItEnded(grant: Earlier["grant"]) {
  if (grant === null) return undefined;
  if (isThere(grant)) return "live" as const;
  if (grant.state === "failed") return "failed" as const;
  switch (grant.ended_by) {
    case "time":
    case "holder":
    case "approver":
    case "admin":
      return grant.ended_by;
    case null:
    default:
      return "other" as const;
  }
}
