import { useRouteRef } from "@backstage/core-plugin-api";
import { Button, Flex, Link, Text } from "@backstage/ui";
import { useId } from "react";
import type { DaypassError } from "../../api/DaypassError.ts";
import type { Schema } from "../../api/routes.ts";
import { useText } from "../../hooks/useText.ts";
import { requestRouteRef } from "../../routes.ts";
import { Problem } from "../Problem/Problem.tsx";
import type { Draft } from "./draft.ts";
import { missingReason } from "./Reasons.tsx";

const SHOWN_AT_FIELDS = ["duration", "starts_at", "justification", "ticket"];

/** Asks; while it can't, says why. A refusal that no field shows stands above it. */
export function AskButton({
  explanation: { eligibility },
  draft,
  duration,
  isPending,
  error,
}: {
  explanation: Schema<"Explanation">;
  draft: Draft;
  duration: string | null;
  isPending: boolean;
  error: DaypassError | null;
}) {
  const t = useText();
  const id = useId();
  const requestPath = useRouteRef(requestRouteRef);
  const whyNot = useWhyNot(eligibility, draft, duration);
  const isElsewhere = SHOWN_AT_FIELDS.some((field) => error?.fieldError(field) !== undefined);
  const other = error?.told("request_id");
  return (
    <Flex direction="column" gap="3">
      {error !== null && !isElsewhere && <Problem error={error} />}
      {other !== undefined && (
        <Link href={requestPath({ id: other })}>{t("request.ask.seeOther")}</Link>
      )}
      <Flex align="center" gap="3">
        <Button
          type="submit"
          isDisabled={whyNot !== undefined}
          isPending={isPending}
          aria-describedby={id}
        >
          {t("request.ask.button")}
        </Button>
        <Text id={id} color="secondary">
          {whyNot ?? ""}
        </Text>
      </Flex>
    </Flex>
  );
}

/** Why it can't be sent as it stands; undefined when it can. */
function useWhyNot(
  { may_ask, detail, terms }: Schema<"Explanation">["eligibility"],
  draft: Draft,
  duration: string | null,
): string | undefined {
  const t = useText();
  if (!may_ask) return detail ?? t("request.notAllowed.title");
  if (duration === null) return t("request.ask.noDuration");
  if (draft.startsAt === "") return t("request.ask.noStart");
  if (terms === null) return undefined;
  switch (missingReason(terms, draft)) {
    case "why":
      return t("request.ask.noWhy", { least: String(terms.justification.least_characters) });
    case "ticket":
      return t("request.ask.noTicket");
    case undefined:
      return undefined;
  }
}
