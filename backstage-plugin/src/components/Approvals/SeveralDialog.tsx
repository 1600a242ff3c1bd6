import { Button, Dialog, DialogBody, DialogFooter, DialogHeader, Flex, Text } from "@backstage/ui";
import { RiCheckLine, RiCloseLine, RiErrorWarningLine, RiTimeLine } from "@remixicon/react";
import { useState } from "react";
import type { Schema } from "../../api/routes.ts";
import { useText } from "../../hooks/useText.ts";
import { Problem } from "../Problem/Problem.tsx";
import css from "./Approvals.module.css";
import { ReasonField } from "../ReasonField/ReasonField.tsx";
import type { Answered } from "./useDecideSeveral.ts";
import { useDecideSeveral } from "./useDecideSeveral.ts";
import { useSentence } from "./useSentence.ts";

/** One confirmation for several decisions; where some fail, each answer is shown by itself. */
export function SeveralDialog({
  requests,
  verdict,
  onClose,
  onDone,
}: {
  requests: readonly Schema<"Request">[];
  verdict: "approve" | "reject";
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useText();
  const [text, setText] = useState("");
  const [isMissing, setMissing] = useState(false);
  // Those of the beginning: the list behind loses what is decided.
  const [listed] = useState(requests);
  const { start, isPending, answered, isOver } = useDecideSeveral(listed, verdict, onDone);
  const number = String(listed.length);
  const isApproval = verdict === "approve";
  const failed = [...answered.values()].filter(({ error }) => error !== null).length;

  return (
    <Dialog isOpen onOpenChange={(isOpen) => !isOpen && onClose()} width={640}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const isNeeded = !isApproval && text.trim() === "";
          setMissing(isNeeded);
          if (!isNeeded) start(text.trim());
        }}
      >
        <DialogHeader>
          {t(isApproval ? "approvals.dialog.approveSeveral" : "approvals.dialog.rejectSeveral", {
            number,
          })}
        </DialogHeader>
        <DialogBody>
          <Flex direction="column" gap="4">
            {isApproval && <Text>{t("approvals.dialog.asAskedAll")}</Text>}
            <ul className={css["lines"]}>
              {listed.map((request) => (
                <One
                  key={request.id}
                  request={request}
                  verdict={verdict}
                  answered={answered.get(request.id)}
                  isPending={isPending}
                />
              ))}
            </ul>
            {isOver && failed > 0 && (
              <Text weight="bold" role="alert">
                {t("approvals.dialog.failedSome", { failed: String(failed), number })}
              </Text>
            )}
            {!isOver && (
              <ReasonField
                label={t(
                  isApproval ? "approvals.dialog.reasonOptional" : "approvals.dialog.reason",
                )}
                description={t("approvals.dialog.severalHint")}
                missing={isMissing ? t("approvals.dialog.neededSeveral") : undefined}
                isRequired={!isApproval}
                value={text}
                onChange={setText}
              />
            )}
          </Flex>
        </DialogBody>
        <DialogFooter>
          <Button variant="secondary" onPress={onClose}>
            {t(isOver ? "approvals.dialog.close" : "approvals.dialog.cancel")}
          </Button>
          {!isOver && (
            <Button type="submit" destructive={!isApproval} isPending={isPending}>
              {t(
                isApproval
                  ? "approvals.dialog.doApproveSeveral"
                  : "approvals.dialog.doRejectSeveral",
                { number },
              )}
            </Button>
          )}
        </DialogFooter>
      </form>
    </Dialog>
  );
}

function One({
  request,
  verdict,
  answered,
  isPending,
}: {
  request: Schema<"Request">;
  verdict: "approve" | "reject";
  answered: Answered | undefined;
  isPending: boolean;
}) {
  const t = useText();
  const sentence = useSentence();
  const done = verdict === "approve" ? RiCheckLine : RiCloseLine;
  const Icon =
    answered === undefined ? RiTimeLine : answered.error === null ? done : RiErrorWarningLine;
  return (
    <li>
      <Icon size={14} aria-hidden className={css["inlineIcon"]} /> <Text>{sentence(request)}</Text>{" "}
      {answered?.error === null && (
        <Text weight="bold">
          {t(verdict === "approve" ? "approvals.dialog.approved" : "approvals.dialog.rejected")}
        </Text>
      )}
      {answered === undefined && isPending && <Text>{t("approvals.dialog.waits")}</Text>}
      {answered?.error != null && <Problem error={answered.error} />}
    </li>
  );
}
