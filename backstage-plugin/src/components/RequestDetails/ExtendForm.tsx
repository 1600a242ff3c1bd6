import { useRouteRef } from "@backstage/core-plugin-api";
import { Button, DialogBody, DialogFooter, Flex, Text } from "@backstage/ui";
import { useState } from "react";
import { useNavigate } from "react-router-dom";
import { durationMs } from "../../api/duration.ts";
import type { Schema } from "../../api/routes.ts";
import { useAction } from "../../hooks/useAction.ts";
import { useText } from "../../hooks/useText.ts";
import { requestRouteRef } from "../../routes.ts";
import { DurationField } from "../DurationField/DurationField.tsx";
import { Clock } from "../Moment/Clock.tsx";
import { Problem } from "../Problem/Problem.tsx";
import { missingReason, Reasons } from "../Request/Reasons.tsx";

/** How much longer, and why; then the page of what was asked. */
export function ExtendForm({
  request,
  grant,
  terms,
  onDone,
}: {
  request: Schema<"RequestDetail">;
  grant: Schema<"Grant">;
  terms: Schema<"Terms">;
  onDone: () => void;
}) {
  const t = useText();
  const navigate = useNavigate();
  const requestPath = useRouteRef(requestRouteRef);
  const { each } = terms.extension;
  const [duration, setDuration] = useState<string | null>(each);
  const [reasons, setReasons] = useState({
    justification: request.justification,
    ticket: request.ticket ?? "",
  });
  const extend = useAction(
    (daypass, body: Schema<"Extension">, sending) =>
      daypass.request("post", "/v1/grants/{id}/extend", { path: { id: grant.id }, body }, sending),
    ({ state }) =>
      t(state === "approved" ? "requestDetails.extend.given" : "requestDetails.extend.asked"),
    ({ id }) => {
      onDone();
      navigate(requestPath({ id }));
    },
  );
  const missing = missingReason(terms, reasons);
  const whyNot =
    duration === null
      ? t("request.ask.noDuration")
      : missing === undefined
        ? undefined
        : t(missing === "why" ? "request.ask.noWhy" : "request.ask.noTicket", {
            least: String(terms.justification.least_characters),
          });
  const length = duration === null ? undefined : durationMs(duration);
  const isElsewhere = ["duration", "justification", "ticket"].some(
    (field) => extend.error?.fieldError(field) !== undefined,
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const { justification, ticket } = reasons;
        if (duration !== null)
          extend.start({ duration, justification, ...(ticket === "" ? {} : { ticket }) });
      }}
    >
      <DialogBody>
        <Flex direction="column" gap="4">
          <DurationField
            label={t("requestDetails.extend.length")}
            offered={[each]}
            longest={each}
            value={duration}
            onChange={setDuration}
            error={extend.error}
          />
          {length !== undefined && (
            <Text>
              {t("requestDetails.extend.until")}{" "}
              <Clock at={new Date(Date.parse(grant.ends_at) + length).toISOString()} />
            </Text>
          )}
          <Reasons
            terms={terms}
            value={reasons}
            onChange={(part) => setReasons((before) => ({ ...before, ...part }))}
            error={extend.error}
          />
          {extend.error !== null && !isElsewhere && <Problem error={extend.error} />}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button
          type="submit"
          variant="primary"
          isDisabled={whyNot !== undefined}
          isPending={extend.isPending}
        >
          {t("requestDetails.extend.ask")}
        </Button>
        <Button variant="secondary" slot="close">
          {t("requestDetails.extend.not")}
        </Button>
        {whyNot !== undefined && <Text color="secondary">{whyNot}</Text>}
      </DialogFooter>
    </form>
  );
}
