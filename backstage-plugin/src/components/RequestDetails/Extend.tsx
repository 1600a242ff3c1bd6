import { Button, Dialog, DialogHeader, DialogTrigger, Flex, Text } from "@backstage/ui";
import { useId, useState } from "react";
import type { Schema } from "../../api/routes.ts";
import { useAnswer } from "../../hooks/useAnswer.ts";
import { useText } from "../../hooks/useText.ts";
import { namesOf } from "../Request/draft.ts";
import { useTargetName } from "../TargetName/useTargetName.ts";
import { ExtendForm } from "./ExtendForm.tsx";

/** Asks for more time, where the rule gives any; else says why not. */
export function Extend({
  request,
  grant,
}: {
  request: Schema<"RequestDetail">;
  grant: Schema<"Grant">;
}) {
  const t = useText();
  const id = useId();
  const target = useTargetName()(grant.target);
  const [isOpen, setIsOpen] = useState(false);
  const { data } = useAnswer("/v1/explain", {
    query: { person: request.person_id, ...namesOf(request.target) },
  });
  if (data === undefined) return null;
  const { terms, detail } = data.eligibility;
  const button = t("requestDetails.extend.button");
  if (terms === null || terms.extension.most <= grant.extensions)
    return (
      <Flex gap="2" align="center">
        <Button size="small" variant="secondary" isDisabled aria-describedby={id}>
          {button}
        </Button>
        <Text id={id} color="secondary">
          {terms === null
            ? (detail ?? t("request.notAllowed.title"))
            : t(
                terms.extension.most === 0
                  ? "requestDetails.extend.never"
                  : "requestDetails.extend.noMore",
              )}
        </Text>
      </Flex>
    );
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setIsOpen}>
      <Button size="small" variant="secondary">
        {button}
      </Button>
      <Dialog>
        <DialogHeader>{t("requestDetails.extend.title", { target })}</DialogHeader>
        <ExtendForm request={request} grant={grant} terms={terms} onDone={() => setIsOpen(false)} />
      </Dialog>
    </DialogTrigger>
  );
}
