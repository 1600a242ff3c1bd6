import { Alert, Flex, Text, VisuallyHidden } from "@backstage/ui";
import { RiCheckLine } from "@remixicon/react";
import { useEffect, useRef, useState } from "react";
import { useKept } from "../../hooks/useKept.ts";
import { useList } from "../../hooks/useList.ts";
import { useShortcuts } from "../../hooks/useShortcuts.ts";
import { useText } from "../../hooks/useText.ts";
import { useWaiting } from "../../hooks/useWaiting.ts";
import { Loaded } from "../Loaded/Loaded.tsx";
import css from "./Approvals.module.css";
import { DecisionOf } from "./DecisionOf.tsx";
import { Keys } from "./Keys.tsx";
import { Lately } from "./Lately.tsx";
import { Queue } from "./Queue.tsx";
import { SeveralDialog } from "./SeveralDialog.tsx";
import { useChoice } from "./useChoice.ts";
import { useSelected } from "./useSelected.ts";

const EVERY_MS = 15_000;

/** What waits for the signed-in person's decision, and all that a decision needs. */
export function Approvals() {
  const t = useText();
  const list = useList("/v1/approvals", {}, { lookAgain: () => EVERY_MS });
  const requests = list.items ?? [];
  const { groupsUnknown } = useWaiting();
  const { selected, linkTo, move, leave } = useSelected(requests.map(({ id }) => id));
  const choice = useChoice(requests.map(({ id }) => id));
  const [hasKeys, setKeys] = useKept("approvals.keys", true);
  const [several, setSeveral] = useState<"approve" | "reject" | null>(null);
  const { ref, takeFocus } = useFocusLater();
  useShortcuts({ j: () => move(1), k: () => move(-1) }, hasKeys);
  const count = `${requests.length}${list.hasMore ? "+" : ""}`;

  return (
    <div className={css["page"]}>
      <Flex direction="column" gap="4">
        <VisuallyHidden aria-live="polite">
          {list.items !== undefined && t("approvals.titleCount", { number: count })}
        </VisuallyHidden>
        {groupsUnknown && (
          <Alert
            status="warning"
            icon
            title={t("approvals.groupsUnknown.title")}
            description={t("approvals.groupsUnknown.detail")}
          />
        )}
        <Loaded value={list.items} error={list.error} retry={list.retry}>
          {() => (
            <div ref={ref} tabIndex={-1} className={css["page"]}>
              {requests.length === 0 && selected === undefined ? (
                <Flex direction="column" gap="6">
                  <Flex direction="column" gap="2">
                    <Text as="h2" variant="title-small">
                      <RiCheckLine aria-hidden className={css["inlineIcon"]} />{" "}
                      {t("approvals.empty.title")}
                    </Text>
                    <Text color="secondary">{t("approvals.empty.detail")}</Text>
                  </Flex>
                  <Lately />
                </Flex>
              ) : (
                <div className={css["columns"]}>
                  <Flex direction="column" gap="3" className={css["queue"]}>
                    <Text as="h2" variant="title-x-small">
                      {t("approvals.titleCount", { number: count })}
                    </Text>
                    <Queue
                      requests={requests}
                      list={list}
                      selected={selected}
                      linkTo={linkTo}
                      choice={choice}
                      onSeveral={setSeveral}
                    />
                  </Flex>
                  {selected !== undefined && (
                    <DecisionOf
                      key={selected}
                      id={selected}
                      hasKeys={hasKeys}
                      onDone={(verdict) => {
                        if (verdict !== "question") leave([selected]);
                        takeFocus();
                      }}
                    />
                  )}
                  <Keys isOn={hasKeys} onChange={setKeys} />
                </div>
              )}
            </div>
          )}
        </Loaded>
      </Flex>
      {several !== null && (
        <SeveralDialog
          requests={requests.filter(({ id }) => choice.isChosen(id))}
          verdict={several}
          onClose={() => setSeveral(null)}
          onDone={() => {
            setSeveral(null);
            leave(choice.chosen);
            takeFocus();
          }}
        />
      )}
    </div>
  );
}

/** Moves the focus to an element once the dialog that had it is gone. */
function useFocusLater() {
  const ref = useRef<HTMLDivElement>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (turn === 0) return undefined;
    const frame = requestAnimationFrame(() => ref.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, [turn]);
  return { ref, takeFocus: () => setTurn((last) => last + 1) };
}
