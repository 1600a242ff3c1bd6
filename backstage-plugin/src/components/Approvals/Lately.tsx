import { useRouteRef } from "@backstage/core-plugin-api";
import { Flex, Link, Text } from "@backstage/ui";
import { RiCheckLine, RiCloseLine } from "@remixicon/react";
import { useList } from "../../hooks/useList.ts";
import { useText } from "../../hooks/useText.ts";
import { requestRouteRef } from "../../routes.ts";
import { Loaded } from "../Loaded/Loaded.tsx";
import { More } from "../More/More.tsx";
import { Moment } from "../Moment/Moment.tsx";
import { Section } from "../Section/Section.tsx";
import css from "./Approvals.module.css";
import { useSentence } from "./useSentence.ts";

/** What the reader decided, the last first. */
export function Lately() {
  const t = useText();
  const sentence = useSentence();
  const requestPath = useRouteRef(requestRouteRef);
  const list = useList("/v1/decisions", {
    limit: 10,
  });
  return (
    <Section title={t("approvals.lately.title")}>
      <Loaded value={list.items} error={list.error} retry={list.retry}>
        {(requests) =>
          requests.length === 0 ? (
            <Text color="secondary">{t("approvals.lately.none")}</Text>
          ) : (
            <Flex direction="column" gap="2" align="start">
              <ul className={css["lines"]}>
                {requests.map((request) => {
                  const isApproved = request.state === "approved";
                  const Icon = isApproved ? RiCheckLine : RiCloseLine;
                  return (
                    <li key={request.id}>
                      <Icon size={14} aria-hidden className={css["inlineIcon"]} />{" "}
                      <Link href={requestPath({ id: request.id })}>{sentence(request)}</Link>{" "}
                      <Text color="secondary">
                        {t(`approvals.lately.${isApproved ? "approved" : "rejected"}`)}{" "}
                        <Moment at={request.decided_at ?? request.created_at} />
                        {request.decision_reason !== null && `: “${request.decision_reason}”`}
                      </Text>
                    </li>
                  );
                })}
              </ul>
              <More list={list} />
            </Flex>
          )
        }
      </Loaded>
    </Section>
  );
}
