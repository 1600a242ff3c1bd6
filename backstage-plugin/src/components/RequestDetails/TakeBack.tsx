import { Button, Flex } from "@backstage/ui";
import type { Schema } from "../../api/routes.ts";
import { useAction } from "../../hooks/useAction.ts";
import { useText } from "../../hooks/useText.ts";
import { Problem } from "../Problem/Problem.tsx";
import { useTargetName } from "../TargetName/useTargetName.ts";

/** The requester needs it no more. */
export function TakeBack({ request }: { request: Schema<"RequestDetail"> }) {
  const t = useText();
  const nameOf = useTargetName();
  const takeBack = useAction(
    (daypass, id: string, sending) =>
      daypass.request("post", "/v1/requests/{id}/cancel", { path: { id } }, sending),
    () => t("requestDetails.takeBack.done", { target: nameOf(request.target) }),
  );
  return (
    <Flex direction="column" gap="2" align="start">
      {takeBack.error !== null && <Problem error={takeBack.error} />}
      <Button
        size="small"
        variant="secondary"
        isPending={takeBack.isPending}
        onPress={() => takeBack.start(request.id)}
      >
        {t("requestDetails.takeBack.button")}
      </Button>
    </Flex>
  );
}
