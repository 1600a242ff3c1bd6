import { Button, Checkbox, Flex, Text } from "@backstage/ui";
import { RiQuestionLine, RiTimeLine } from "@remixicon/react";
import { Link } from "react-router-dom";
import type { Schema } from "../../api/routes.ts";
import type { LoadedList } from "../../hooks/useList.ts";
import { useText } from "../../hooks/useText.ts";
import { More } from "../More/More.tsx";
import { Moment } from "../Moment/Moment.tsx";
import { useTargetName } from "../TargetName/useTargetName.ts";
import css from "./Approvals.module.css";
import type { Choice } from "./useChoice.ts";
import { askedSpan } from "./useSentence.ts";

/** What waits, oldest first: one to read, several to decide at once. */
export function Queue({
  requests,
  list,
  selected,
  linkTo,
  choice,
  onSeveral,
}: {
  requests: readonly Schema<"Request">[];
  list: LoadedList<unknown>;
  selected: string | undefined;
  linkTo: (id: string) => string;
  choice: Choice;
  onSeveral: (verdict: "approve" | "reject") => void;
}) {
  const t = useText();
  const count = choice.chosen.length;
  return (
    <Flex direction="column" gap="2">
      {requests.length > 1 && (
        <div className={css["several"]}>
          <Checkbox
            isSelected={count === requests.length}
            isIndeterminate={count > 0 && count < requests.length}
            onChange={choice.chooseAll}
          >
            {count === 0
              ? t("approvals.list.all")
              : t("approvals.list.selected", { number: String(count) })}
          </Checkbox>
          {count > 0 && (
            <Flex gap="2">
              <Button size="small" variant="secondary" onPress={() => onSeveral("approve")}>
                {t("approvals.list.approve")}
              </Button>
              <Button size="small" variant="secondary" onPress={() => onSeveral("reject")}>
                {t("approvals.list.reject")}
              </Button>
            </Flex>
          )}
        </div>
      )}
      <ul className={css["list"]} aria-label={t("approvals.list.label")}>
        {requests.map((request) => (
          <Row
            key={request.id}
            request={request}
            to={linkTo(request.id)}
            isSelected={request.id === selected}
            choice={requests.length > 1 ? choice : undefined}
          />
        ))}
      </ul>
      <More list={list} />
    </Flex>
  );
}

function Row({
  request,
  to,
  isSelected,
  choice,
}: {
  request: Schema<"Request">;
  to: string;
  isSelected: boolean;
  choice: Choice | undefined;
}) {
  const t = useText();
  const nameOf = useTargetName();
  const target = nameOf(request.target);
  const Icon = request.state === "questioned" ? RiQuestionLine : RiTimeLine;
  return (
    <li className={css["row"]} data-selected={isSelected}>
      {choice !== undefined && (
        <Checkbox
          aria-label={t("approvals.list.one", { person: request.display_name, target })}
          isSelected={choice.isChosen(request.id)}
          onChange={(isChosen) => choice.choose(request.id, isChosen)}
        />
      )}
      <Link
        className={css["rowLink"]}
        to={to}
        replace
        aria-current={isSelected ? "true" : undefined}
        data-request={request.id}
      >
        <Text weight="bold">{request.display_name}</Text>
        <Text>
          {t(request.kind === "extension" ? "approvals.list.wantsMore" : "approvals.list.wants", {
            target,
            span: askedSpan(request),
          })}
        </Text>
        <Text variant="body-small">
          <Icon size={14} aria-hidden className={css["inlineIcon"]} />{" "}
          {request.state === "questioned" && `${t("approvals.list.questioned")} · `}
          {t("approvals.list.asked")} <Moment at={request.created_at} />
        </Text>
      </Link>
    </li>
  );
}
