import { durationMs } from "../../api/duration.ts";
import type { Schema } from "../../api/routes.ts";
import { useNow } from "../../hooks/useNow.ts";
import { useText } from "../../hooks/useText.ts";
import { clockOf } from "../Moment/clockTime.ts";
import { spanOf } from "../Moment/span.ts";
import { useTargetName } from "../TargetName/useTargetName.ts";

/** The length that a request is for, as people say it. */
export const askedSpan = ({ duration }: Pick<Schema<"Request">, "duration">): string =>
  spanOf(durationMs(duration) ?? 0);

/** `Bruce Miller (Programmer, IT, reports to you) wants SecAudit in payments-prod for 4 hr.` */
export function useSentence(): (
  request: Schema<"Request">,
  about?: Pick<Schema<"Brief">, "requester" | "names">,
) => string {
  const t = useText();
  const nameOf = useTargetName();
  const now = useNow(60_000);
  return (request, about) => {
    const facts = about === undefined ? [] : factsOf(about, t);
    const who =
      facts.length === 0
        ? request.display_name
        : t("approvals.sentence.who", { name: request.display_name, facts: facts.join(", ") });
    const parts = { who, target: nameOf(request.target), span: askedSpan(request) };
    if (request.kind === "extension") return t("approvals.sentence.extension", parts);
    if (request.starts_at === null) return t("approvals.sentence.access", parts);
    const from = clockOf(Date.parse(request.starts_at), now);
    return t("approvals.sentence.accessFrom", { ...parts, from });
  };
}

function factsOf(
  { requester, names }: Pick<Schema<"Brief">, "requester" | "names">,
  t: ReturnType<typeof useText>,
): string[] {
  const { title, department, manager_id, reports_to_you } = requester;
  const manager = manager_id === null ? undefined : names[`person:${manager_id}`];
  const reports = reports_to_you
    ? t("approvals.sentence.reports")
    : manager && t("approvals.sentence.reportsTo", { manager });
  return [title, department, reports].flatMap((fact) => fact ?? []);
}
