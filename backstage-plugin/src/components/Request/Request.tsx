import { EmptyState } from "@backstage/core-components";
import { useLocation } from "react-router-dom";
import { useAnswer } from "../../hooks/useAnswer.ts";
import { useText } from "../../hooks/useText.ts";
import { Loaded } from "../Loaded/Loaded.tsx";
import { draftFrom } from "./draft.ts";
import { RequestForm } from "./RequestForm.tsx";

/** Ask for access. A link may have filled it in: see `draftFrom`. */
export function Request() {
  const t = useText();
  const { search } = useLocation();
  const me = useAnswer("/v1/me", {});
  return (
    <Loaded value={me.data} error={me.error} retry={() => void me.refetch()}>
      {({ person }) => {
        if (person === null)
          return (
            <EmptyState
              missing="info"
              title={t("myAccess.nobody.title")}
              description={t("myAccess.nobody.detail")}
            />
          );
        return (
          <RequestForm
            key={search}
            personId={person.id}
            {...draftFrom(new URLSearchParams(search))}
          />
        );
      }}
    </Loaded>
  );
}
