import { Text } from "@backstage/ui";
import { durationMs } from "../../api/duration.ts";
import type { Schema } from "../../api/routes.ts";
import { useText } from "../../hooks/useText.ts";
import { Moment } from "../Moment/Moment.tsx";
import { spanOf } from "../Moment/span.ts";
import { useEitherOf } from "../Who/useWho.ts";
import { Fact } from "./Fact.tsx";

/** The rule that asks, and who else may decide. `nameOf`: who an actor is in words. */
export function RuleFact({
  request,
  terms,
  nameOf,
}: Pick<Schema<"Brief">, "request" | "terms"> & { nameOf: (actor: string) => string }) {
  const t = useText();
  const either = useEitherOf();
  const you = t("who.you");
  const named = (isFallback: boolean) =>
    request.approvers
      .filter(({ fallback }) => fallback === isFallback)
      .map(({ approver }) => nameOf(approver))
      .filter((name) => name !== you);
  const [others, fallback] = [named(false), named(true)];
  return (
    <Fact title={t("approvals.rule.title")}>
      <Text>
        {others.length === 0
          ? t("approvals.rule.alone")
          : t("approvals.rule.others", { who: either(others) })}
        {fallback.length > 0 &&
          ` ${t(others.length === 0 ? "approvals.rule.fallbackAlone" : "approvals.rule.fallback", { who: either(fallback) })}`}
      </Text>
      {request.decided_by !== null && request.decided_at !== null && (
        <Text>
          {t("approvals.rule.decided", { who: nameOf(request.decided_by) })}{" "}
          <Moment at={request.decided_at} />.
        </Text>
      )}
      <Text color="secondary">
        {t("approvals.rule.rule", { rule: request.rule })}
        {terms !== null &&
          ` ${t("approvals.rule.upTo", { span: spanOf(durationMs(terms.longest) ?? 0) })}`}
      </Text>
    </Fact>
  );
}
