import { Flex, Switch, Text } from "@backstage/ui";
import { Fragment } from "react";
import { useText } from "../../hooks/useText.ts";
import css from "./Approvals.module.css";

/** The page's keys, and the switch that turns them off: a key alone may be in somebody's way. */
export function Keys({ isOn, onChange }: { isOn: boolean; onChange: (isOn: boolean) => void }) {
  const t = useText();
  const keys = [
    [["j", "k"], t("approvals.act.move")],
    [["a"], t("approvals.act.approveKey")],
    [["r"], t("approvals.act.rejectKey")],
    [["?"], t("approvals.act.questionKey")],
  ] as const;
  return (
    <Flex align="center" gap="3" className={css["keys"]}>
      {isOn && (
        <Text as="p" variant="body-small" color="secondary">
          {keys.map(([names, what], index) => (
            <Fragment key={what}>
              {index > 0 && " · "}
              {names.map((name) => (
                <Fragment key={name}>
                  <kbd>{name}</kbd>{" "}
                </Fragment>
              ))}
              {what}
            </Fragment>
          ))}
        </Text>
      )}
      <Switch label={t("approvals.act.keysOn")} isSelected={isOn} onChange={onChange} />
    </Flex>
  );
}
