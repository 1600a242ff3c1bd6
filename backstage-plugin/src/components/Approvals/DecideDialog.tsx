import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Select,
  Text,
  TextField,
} from "@backstage/ui";
import { useState } from "react";
import { durationMs } from "../../api/duration.ts";
import type { Schema } from "../../api/routes.ts";
import { useText } from "../../hooks/useText.ts";
import { spanOf } from "../Moment/span.ts";
import { Problem } from "../Problem/Problem.tsx";
import { shorterThan } from "./lengths.ts";
import { ReasonField } from "../ReasonField/ReasonField.tsx";
import type { Verdict } from "./useDecide.ts";
import { useDecide } from "./useDecide.ts";
import { askedSpan, useSentence } from "./useSentence.ts";

/** A decision's last step: how long, and why; or the question. Stays open with what went wrong. */
export function DecideDialog({
  brief,
  verdict,
  length: first,
  onClose,
  onDone,
}: {
  brief: Schema<"Brief">;
  verdict: Verdict;
  /** The length to begin with, ISO 8601. */
  length: string;
  onClose: () => void;
  /** It is done and all that is shown has been read again. */
  onDone: () => void;
}) {
  const t = useText();
  const sentence = useSentence();
  const { request } = brief;
  const person = request.display_name;
  const [length, setLength] = useState(first);
  const [text, setText] = useState("");
  const [isMissing, setMissing] = useState(false);
  const decide = useDecide(brief, onDone);
  const isQuestion = verdict === "question";
  const span = spanOf(durationMs(length) ?? 0);
  const title = {
    approve: t("approvals.dialog.approve"),
    reject: t("approvals.dialog.reject"),
    question: t("approvals.dialog.question", { person }),
  }[verdict];
  const send = {
    approve: t("approvals.dialog.doApprove", { span }),
    reject: t("approvals.dialog.doReject"),
    question: t("approvals.dialog.doQuestion"),
  }[verdict];

  return (
    <Dialog isOpen onOpenChange={(isOpen) => !isOpen && onClose()} width={520}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const isNeeded = verdict !== "approve" && text.trim() === "";
          setMissing(isNeeded);
          if (!isNeeded) decide.start({ verdict, length, text: text.trim() });
        }}
      >
        <DialogHeader>{title}</DialogHeader>
        <DialogBody>
          <Flex direction="column" gap="4">
            <Text>{sentence(request)}</Text>
            {verdict === "approve" && (
              <Select
                label={t("approvals.dialog.length")}
                value={length}
                onChange={(value) => setLength(String(value))}
                options={[
                  {
                    value: request.duration,
                    label: t("approvals.dialog.asAsked", { span: askedSpan(request) }),
                  },
                  ...shorterThan(brief).map((value) => ({
                    value,
                    label: spanOf(durationMs(value) ?? 0),
                  })),
                ]}
              />
            )}
            {verdict === "approve" ? (
              <TextField
                label={t("approvals.dialog.reasonOptional")}
                description={t("approvals.dialog.reasonHint", { person })}
                // oxlint-disable-next-line jsx-a11y/no-autofocus -- Enter then approves; the dialog's first button would close it
                autoFocus
                value={text}
                onChange={setText}
              />
            ) : (
              <ReasonField
                label={t(isQuestion ? "approvals.dialog.questionLabel" : "approvals.dialog.reason")}
                description={t(
                  isQuestion ? "approvals.dialog.questionHint" : "approvals.dialog.reasonHint",
                  { person },
                )}
                missing={
                  isMissing
                    ? t(
                        isQuestion ? "approvals.dialog.neededQuestion" : "approvals.dialog.needed",
                        { person },
                      )
                    : undefined
                }
                isRequired
                value={text}
                onChange={setText}
              />
            )}
            {decide.error !== null && <Problem error={decide.error} />}
          </Flex>
        </DialogBody>
        <DialogFooter>
          <Button variant="secondary" onPress={onClose}>
            {t(brief.may_decide ? "approvals.dialog.cancel" : "approvals.dialog.close")}
          </Button>
          {brief.may_decide && (
            <Button
              type="submit"
              variant="primary"
              destructive={verdict === "reject"}
              isPending={decide.isPending}
            >
              {send}
            </Button>
          )}
        </DialogFooter>
      </form>
    </Dialog>
  );
}
