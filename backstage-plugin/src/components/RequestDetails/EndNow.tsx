import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  DialogTrigger,
  Flex,
  Text,
} from "@backstage/ui";
import { useState } from "react";
import type { Schema } from "../../api/routes.ts";
import { useAction } from "../../hooks/useAction.ts";
import { useText } from "../../hooks/useText.ts";
import { Problem } from "../Problem/Problem.tsx";
import { useTargetName } from "../TargetName/useTargetName.ts";

/** Ends access before its time, once that is confirmed. */
export function EndNow({ grant, isOwn }: { grant: Schema<"Grant">; isOwn: boolean }) {
  const t = useText();
  const target = useTargetName()(grant.target);
  const [isOpen, setIsOpen] = useState(false);
  const end = useAction(
    (daypass, id: string, sending) =>
      daypass.request("post", "/v1/grants/{id}/end", { path: { id } }, sending),
    () => t("requestDetails.end.done", { target }),
    () => setIsOpen(false),
  );
  const label = t(
    !isOwn
      ? "requestDetails.end.other"
      : grant.state === "live"
        ? "requestDetails.end.own"
        : "requestDetails.end.unneeded",
  );
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setIsOpen}>
      <Button size="small" variant="secondary">
        {label}
      </Button>
      <Dialog>
        <DialogHeader>{t("requestDetails.end.title", { target })}</DialogHeader>
        <DialogBody>
          <Flex direction="column" gap="3">
            <Text>{t("requestDetails.end.detail")}</Text>
            {end.error !== null && <Problem error={end.error} />}
          </Flex>
        </DialogBody>
        <DialogFooter>
          <Button
            variant="primary"
            destructive
            isPending={end.isPending}
            onPress={() => end.start(grant.id)}
          >
            {label}
          </Button>
          <Button variant="secondary" slot="close">
            {t("requestDetails.end.keep")}
          </Button>
        </DialogFooter>
      </Dialog>
    </DialogTrigger>
  );
}
