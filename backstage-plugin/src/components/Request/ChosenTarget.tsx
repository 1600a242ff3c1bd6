import { Button, Card, CardBody, CardHeader, Flex, Text } from "@backstage/ui";
import { useEffect, useRef } from "react";
import { durationMs } from "../../api/duration.ts";
import type { Schema } from "../../api/routes.ts";
import { useText } from "../../hooks/useText.ts";
import { spanOf } from "../Moment/span.ts";
import { useTargetName } from "../TargetName/useTargetName.ts";
import styles from "./ChosenTarget.module.css";

/** What will be asked for, and on which terms. */
export function ChosenTarget({
  explanation: { target, eligibility },
  onChange,
}: {
  explanation: Schema<"Explanation">;
  onChange: () => void;
}) {
  const t = useText();
  const nameOf = useTargetName();
  const { terms } = eligibility;
  const heading = useRef<HTMLDivElement>(null);
  // The search that had the focus is gone.
  useEffect(() => heading.current?.focus(), []);
  const facts = [
    ...(target.kind === "account" ? [t("request.target.account", { id: target.account_id })] : []),
    ...(terms === null
      ? []
      : [
          t(`request.risk.${terms.risk}`),
          t("request.target.upTo", { span: spanOf(durationMs(terms.longest) ?? 0) }),
          t("request.target.rule", { rule: terms.rule }),
        ]),
  ];
  return (
    <Card>
      <CardHeader>
        <Flex justify="between" align="center" gap="2" style={{ flexWrap: "wrap" }}>
          <div ref={heading} tabIndex={-1} className={styles.heading}>
            <Text as="h2" variant="title-small">
              {nameOf(target)}
            </Text>
          </div>
          <Button size="small" variant="tertiary" onPress={onChange}>
            {t("request.target.change")}
          </Button>
        </Flex>
      </CardHeader>
      {facts.length > 0 && (
        <CardBody>
          <Text>{facts.join(" · ")}</Text>
        </CardBody>
      )}
    </Card>
  );
}
