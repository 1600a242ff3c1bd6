import { useRouteRef } from "@backstage/core-plugin-api";
import { Flex, Link, Text } from "@backstage/ui";
import { RiQuestionLine, RiTimeLine } from "@remixicon/react";
import type { Schema } from "../../api/routes.ts";
import { useList } from "../../hooks/useList.ts";
import { useText } from "../../hooks/useText.ts";
import { requestRouteRef } from "../../routes.ts";
import { Loaded } from "../Loaded/Loaded.tsx";
import { Moment } from "../Moment/Moment.tsx";
import { Section } from "../Section/Section.tsx";
import { useTargetName } from "../TargetName/useTargetName.ts";

const EVERY_MS = 5_000;

type Waiting = Schema<"Request"> & { state: "waiting" | "questioned" };

const waits = (request: Schema<"Request">): request is Waiting =>
  request.state === "waiting" || request.state === "questioned";

/** A person's requests that are not decided yet. */
export function WaitingRequests({ personId }: { personId: string }) {
  const t = useText();
  const nameOf = useTargetName();
  const requestPath = useRouteRef(requestRouteRef);
  const { items, error, retry } = useList(
    "/v1/requests",
    { person: personId },
    {
      lookAgain: (requests) => (requests.some(waits) ? EVERY_MS : false),
    },
  );
  return (
    <Section title={t("myAccess.waiting.title")}>
      <Loaded value={items?.filter(waits)} error={error} retry={retry}>
        {(requests) =>
          requests.length === 0 ? (
            <Text color="secondary">{t("myAccess.waiting.none")}</Text>
          ) : (
            <Flex direction="column" gap="2">
              {requests.map((request) => (
                <Flex key={request.id} align="center" gap="2">
                  {request.state === "waiting" ? (
                    <RiTimeLine size={16} aria-hidden />
                  ) : (
                    <RiQuestionLine size={16} aria-hidden />
                  )}
                  <Link href={requestPath({ id: request.id })} weight="bold">
                    {nameOf(request.target)}
                  </Link>
                  <Text>{t(`myAccess.state.${request.state}`)}</Text>
                  <Text color="secondary">
                    {t("myAccess.waiting.asked")} <Moment at={request.created_at} />
                  </Text>
                </Flex>
              ))}
            </Flex>
          )
        }
      </Loaded>
    </Section>
  );
}
