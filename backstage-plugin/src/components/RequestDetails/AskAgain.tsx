import { useRouteRef } from "@backstage/core-plugin-api";
import { ButtonLink } from "@backstage/ui";
import type { Schema } from "../../api/routes.ts";
import { useText } from "../../hooks/useText.ts";
import { rootRouteRef } from "../../routes.ts";
import { draftOf, searchOf } from "../Request/draft.ts";

/** To the same request, filled in. */
export function AskAgain({ request }: { request: Schema<"RequestDetail"> }) {
  const t = useText();
  const root = useRouteRef(rootRouteRef);
  if (request.kind === "extension") return null;
  return (
    <ButtonLink
      size="small"
      variant="secondary"
      href={`${root()}/request?${searchOf(draftOf(request)).toString()}`}
      style={{ alignSelf: "start" }}
    >
      {t("requestDetails.again")}
    </ButtonLink>
  );
}
