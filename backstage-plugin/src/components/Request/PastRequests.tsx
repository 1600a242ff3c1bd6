import { Button, Flex, Text } from "@backstage/ui";
import { RiHistoryLine } from "@remixicon/react";
import { durationMs } from "../../api/duration.ts";
import type { Schema } from "../../api/routes.ts";
import { useText } from "../../hooks/useText.ts";
import { Moment } from "../Moment/Moment.tsx";
import { spanOf } from "../Moment/span.ts";
import { Section } from "../Section/Section.tsx";
import { useTargetName } from "../TargetName/useTargetName.ts";
import { draftOf, namesOf } from "./draft.ts";
import type { Draft } from "./draft.ts";

const MOST = 5;

/** What one asked for lately, each to be asked for again by one click. */
export function PastRequests({
  requests,
  onChoose,
}: {
  requests: readonly Schema<"Request">[];
  onChoose: (draft: Draft) => void;
}) {
  const t = useText();
  const nameOf = useTargetName();
  const past = distinct(requests.filter(({ kind }) => kind === "access")).slice(0, MOST);
  if (past.length === 0) return null;
  return (
    <Section title={t("request.again.title")}>
      <Flex direction="column" gap="3">
        {past.map((request) => (
          <Flex key={request.id} gap="3" align="center" style={{ flexWrap: "wrap" }}>
            <Button
              size="small"
              variant="secondary"
              iconStart={<RiHistoryLine />}
              onPress={() => onChoose(draftOf(request))}
            >
              {t("request.again.ask", {
                target: nameOf(request.target),
                span: spanOf(durationMs(request.duration) ?? 0),
              })}
            </Button>
            <Text color="secondary">
              {request.justification} · {t("request.again.asked")}{" "}
              <Moment at={request.created_at} />
            </Text>
          </Flex>
        ))}
      </Flex>
    </Section>
  );
}

/** The latest of each target; the newest come first. */
function distinct(requests: readonly Schema<"Request">[]): Schema<"Request">[] {
  const keys = requests.map(({ target }) => JSON.stringify(namesOf(target)));
  return requests.filter((_, index) => keys.indexOf(keys[index] ?? "") === index);
}
