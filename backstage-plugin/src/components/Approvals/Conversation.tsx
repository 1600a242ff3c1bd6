import { Flex, Link, Text } from "@backstage/ui";
import type { Schema } from "../../api/routes.ts";
import { useText } from "../../hooks/useText.ts";
import { Moment } from "../Moment/Moment.tsx";
import css from "./Approvals.module.css";

/** Why, in their words; the ticket; what was asked back and answered. `nameOf`: who an actor is in words. */
export function Conversation({
  request,
  nameOf,
}: {
  request: Schema<"RequestDetail">;
  nameOf: (actor: string) => string;
}) {
  const t = useText();
  return (
    <Flex direction="column" gap="3">
      <Text as="h3" variant="body-medium" weight="bold">
        {t("approvals.decision.why")}
      </Text>
      {request.justification === "" ? (
        <Text color="secondary">{t("approvals.decision.noWhy")}</Text>
      ) : (
        <blockquote className={css["why"]}>{request.justification}</blockquote>
      )}
      {request.ticket !== null && (
        <Text>
          {t("approvals.decision.ticket")}: <Ticket ticket={request.ticket} />
        </Text>
      )}
      {request.notes.map(({ kind, by, text, at }) => (
        <Flex key={`${kind}/${at}`} direction="column" gap="1">
          <Text color="secondary" variant="body-small">
            {t(`approvals.decision.${kind}`)}, {nameOf(by)}, <Moment at={at} />
          </Text>
          <blockquote className={css["why"]}>{text}</blockquote>
        </Flex>
      ))}
    </Flex>
  );
}

/** A link where it is one; another scheme than the web's is text. */
function Ticket({ ticket }: { ticket: string }) {
  if (!/^https?:\/\//.test(ticket)) return <Text weight="bold">{ticket}</Text>;
  return (
    <Link href={ticket} target="_blank" rel="noopener noreferrer">
      {ticket}
    </Link>
  );
}
