import { Button, Dialog, DialogBody, DialogFooter, DialogHeader, Flex, Text } from "@backstage/ui";
import { useState } from "react";
import type { Schema } from "../../api/routes.ts";
import { useAction } from "../../hooks/useAction.ts";
import { useText } from "../../hooks/useText.ts";
import { Problem } from "../Problem/Problem.tsx";
import { ReasonField } from "../ReasonField/ReasonField.tsx";
import { useTargetName } from "../TargetName/useTargetName.ts";

/** Ends somebody's access before its time, with a reason that they read. */
export function EndDialog({
  grant,
  onClose,
}: {
  grant: Schema<"ActiveGrant">;
  onClose: () => void;
}) {
  const t = useText();
  const target = useTargetName()(grant.target);
  const person = grant.display_name ?? grant.email ?? "";
  const [text, setText] = useState("");
  const [isMissing, setMissing] = useState(false);
  const end = useAction(
    (daypass, reason: string, sending) =>
      daypass.request(
        "post",
        "/v1/grants/{id}/end",
        { path: { id: grant.id }, body: { reason } },
        sending,
      ),
    () => t("active.end.done", { target, person }),
    onClose,
  );
  return (
    <Dialog isOpen onOpenChange={(isOpen) => !isOpen && onClose()} width={520}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setMissing(text.trim() === "");
          if (text.trim() !== "") end.start(text.trim());
        }}
      >
        <DialogHeader>{t("active.end.title")}</DialogHeader>
        <DialogBody>
          <Flex direction="column" gap="4">
            <Text>{t("active.end.sentence", { target, person })}</Text>
            <ReasonField
              label={t("active.end.reason")}
              description={t("active.end.reasonHint", { person })}
              missing={isMissing ? t("active.end.missing", { person }) : undefined}
              isRequired
              value={text}
              onChange={setText}
            />
            {end.error !== null && <Problem error={end.error} />}
          </Flex>
        </DialogBody>
        <DialogFooter>
          <Button variant="secondary" onPress={onClose}>
            {t("active.end.keep")}
          </Button>
          <Button type="submit" destructive isPending={end.isPending}>
            {t("active.end.confirm")}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
