import { useRouteRef } from "@backstage/core-plugin-api";
import { ButtonLink } from "@backstage/ui";
import { useAnswer } from "../../hooks/useAnswer.ts";
import { useText } from "../../hooks/useText.ts";
import { rootRouteRef } from "../../routes.ts";

/** To the decision, for a reader who may take it. */
export function DecideLink({ requestId }: { requestId: string }) {
  const t = useText();
  const root = useRouteRef(rootRouteRef);
  const { data } = useAnswer("/v1/approvals/{id}", { path: { id: requestId } });
  if (data === undefined || !data.may_decide) return null;
  return (
    <ButtonLink
      variant="primary"
      href={`${root()}/approvals?approval=${encodeURIComponent(requestId)}`}
      style={{ alignSelf: "start" }}
    >
      {t("requestDetails.decide")}
    </ButtonLink>
  );
}
