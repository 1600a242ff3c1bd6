import { Combobox, ComboboxItem, Flex, Text, VisuallyHidden } from "@backstage/ui";
import { RiSearchLine } from "@remixicon/react";
import { useState } from "react";
import { durationMs } from "../../api/duration.ts";
import type { Schema } from "../../api/routes.ts";
import { useOptions } from "../../hooks/useOptions.ts";
import { useSettled } from "../../hooks/useSettled.ts";
import { useText } from "../../hooks/useText.ts";
import { spanOf } from "../Moment/span.ts";
import { Problem } from "../Problem/Problem.tsx";
import { useTargetName } from "../TargetName/useTargetName.ts";
import { useEitherOf, useWho } from "../Who/useWho.ts";
import { namesOf } from "./draft.ts";
import type { TargetNames } from "./draft.ts";
import { NothingToAsk } from "./NothingToAsk.tsx";

const PAUSE_MS = 150;

/** Search what one may ask for, and choose. `isHeld` says what one has already. */
export function TargetSearch({
  words: first,
  isHeld,
  onChoose,
}: {
  words: string;
  isHeld: (target: Schema<"Target">) => boolean;
  onChoose: (target: TargetNames) => void;
}) {
  const t = useText();
  const nameOf = useTargetName();
  const [words, setWords] = useState(first);
  const settled = useSettled(words.trim(), PAUSE_MS);
  const { data, error, refetch, isFetching } = useOptions(settled);
  const describe = useDescription(isHeld);
  const found = data?.items;

  if (settled === "" && words === "" && found?.length === 0) return <NothingToAsk />;
  return (
    <>
      <Combobox
        label={t("request.target.label")}
        description={
          settled !== "" && found?.length === 0 && !isFetching
            ? t("request.target.noFit", { words: settled })
            : t("request.target.hint")
        }
        placeholder={t("request.target.placeholder")}
        icon={<RiSearchLine size={16} />}
        size="medium"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page is for this alone
        autoFocus
        menuTrigger={first === "" ? "input" : "focus"}
        items={(found ?? []).map((option) => ({ ...option, id: option.key }))}
        search={{ mode: "server", inputValue: words, onInputChange: setWords }}
        loading={{ state: isFetching ? "filtering" : "idle" }}
        value={null}
        onChange={(key) => {
          const option = found?.find((one) => one.key === key);
          if (option !== undefined) onChoose(namesOf(option.target));
        }}
      >
        {(option) => (
          <ComboboxItem id={option.id} textValue={nameOf(option.target)}>
            <Flex direction="column" gap="0">
              <Text>{nameOf(option.target)}</Text>
              <Text variant="body-small" color="secondary">
                {describe(option)}
              </Text>
            </Flex>
          </ComboboxItem>
        )}
      </Combobox>
      {error !== null && <Problem error={error} retry={() => void refetch()} />}
      <VisuallyHidden aria-live="polite">
        {found !== undefined && !isFetching && settled !== ""
          ? t("request.target.found", { number: String(found.length) })
          : ""}
      </VisuallyHidden>
    </>
  );
}

/** An option in a line: what is special about it, how long one may have it, who decides. */
function useDescription(isHeld: (target: Schema<"Target">) => boolean) {
  const t = useText();
  const either = useEitherOf();
  const who = useWho();
  return ({ target, terms }: Schema<"Option">) =>
    [
      ...(isHeld(target) ? [t("request.target.held")] : []),
      t(`request.risk.${terms.risk}`),
      t("request.target.upTo", { span: spanOf(durationMs(terms.longest) ?? 0) }),
      terms.approval === "automatic"
        ? t("request.target.automatic")
        : t("request.target.decides", { who: either(terms.approvers.map(who)) }),
      ...(target.kind === "account" ? [target.account_id] : []),
    ].join(" · ");
}
