import { Button, Flex, Text, TextAreaField } from "@backstage/ui";
import { useId, useState } from "react";
import { useAction } from "../../hooks/useAction.ts";
import { useText } from "../../hooks/useText.ts";
import { Problem } from "../Problem/Problem.tsx";

/** The requester answers what an approver asked. */
export function AnswerForm({ requestId }: { requestId: string }) {
  const t = useText();
  const id = useId();
  const [text, setText] = useState("");
  const answer = useAction(
    (daypass, body: { answer: string }, sending) =>
      daypass.request(
        "post",
        "/v1/requests/{id}/answer",
        { path: { id: requestId }, body },
        sending,
      ),
    () => t("requestDetails.answer.done"),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        answer.start({ answer: text });
      }}
    >
      <Flex direction="column" gap="2" align="start">
        <TextAreaField
          label={t("requestDetails.answer.label")}
          value={text}
          onChange={setText}
          style={{ width: "100%" }}
        />
        {answer.error !== null && <Problem error={answer.error} />}
        <Flex gap="3" align="center">
          <Button
            type="submit"
            isDisabled={text.trim() === ""}
            isPending={answer.isPending}
            aria-describedby={id}
          >
            {t("requestDetails.answer.button")}
          </Button>
          <Text id={id} color="secondary">
            {text.trim() === "" ? t("requestDetails.answer.empty") : ""}
          </Text>
        </Flex>
      </Flex>
    </form>
  );
}
