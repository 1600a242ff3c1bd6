import { useRouteRef } from "@backstage/core-plugin-api";
import { Card, CardBody, CardFooter, CardHeader, Flex, Link, Text } from "@backstage/ui";
import { RiHourglassLine, RiKey2Line, RiTimeLine } from "@remixicon/react";
import type { Schema } from "../../api/routes.ts";
import { useAnswer } from "../../hooks/useAnswer.ts";
import { useText } from "../../hooks/useText.ts";
import { requestRouteRef } from "../../routes.ts";
import { Moment } from "../Moment/Moment.tsx";
import { EndNow } from "../RequestDetails/EndNow.tsx";
import { Extend } from "../RequestDetails/Extend.tsx";
import { useTargetName } from "../TargetName/useTargetName.ts";
import css from "./MyAccess.module.css";
import { PortalActions } from "./PortalActions.tsx";
import { TimeLeft } from "./TimeLeft.tsx";

type Grant = Schema<"Grant">;

const ICONS = {
  scheduled: RiTimeLine,
  starting: RiHourglassLine,
  live: RiKey2Line,
  ending: RiHourglassLine,
  ended: RiHourglassLine,
  failed: RiHourglassLine,
} as const;

/** One's own access with an end: what it is for, how long it lasts, the ways in, more time, and done. */
export function GrantCard({ grant }: { grant: Grant }) {
  const t = useText();
  const nameOf = useTargetName();
  const requestPath = useRouteRef(requestRouteRef);
  const { data: request } = useAnswer("/v1/requests/{id}", { path: { id: grant.request_id } });
  const Icon = ICONS[grant.state];
  const isLive = grant.state === "live";
  return (
    <Card>
      <CardHeader>
        <Text as="h3" variant="title-x-small">
          {nameOf(grant.target)}
        </Text>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="3">
          <Flex align="center" gap="2">
            <Icon size={16} aria-hidden />
            <Text>{t(`myAccess.state.${grant.state}`)}</Text>
            <Text>
              {t(grant.state === "scheduled" ? "myAccess.live.begins" : "myAccess.live.ends")}{" "}
              <Moment at={grant.state === "scheduled" ? grant.starts_at : grant.ends_at} />
            </Text>
          </Flex>
          {isLive && <TimeLeft from={grant.starts_at} to={grant.ends_at} />}
          {request !== undefined && request.justification !== "" && (
            <Text>“{request.justification}”</Text>
          )}
          <Text>
            <Link href={requestPath({ id: grant.request_id })}>{t("myAccess.live.request")}</Link>
          </Text>
        </Flex>
      </CardBody>
      <CardFooter>
        <div className={css["actions"]}>
          {isLive && grant.target.kind === "account" && <PortalActions target={grant.target} />}
          {isLive && request !== undefined && <Extend request={request} grant={grant} />}
          {grant.state !== "ending" && <EndNow grant={grant} isOwn />}
        </div>
      </CardFooter>
    </Card>
  );
}
