import { EmptyState } from "@backstage/core-components";
import { useAnswer } from "../../hooks/useAnswer.ts";
import { useText } from "../../hooks/useText.ts";
import { Loaded } from "../Loaded/Loaded.tsx";
import { ActiveGrants } from "./ActiveGrants.tsx";

/** All access with an end that is there now, for those who see all. */
export function Active() {
  const t = useText();
  const me = useAnswer("/v1/me", {});
  return (
    <Loaded value={me.data} error={me.error} retry={() => void me.refetch()}>
      {({ roles }) =>
        roles.length === 0 ? (
          <EmptyState
            missing="info"
            title={t("active.refused.title")}
            description={t("active.refused.detail")}
          />
        ) : (
          <ActiveGrants />
        )
      }
    </Loaded>
  );
}
