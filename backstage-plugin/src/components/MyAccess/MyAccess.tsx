import { EmptyState } from "@backstage/core-components";
import { Flex } from "@backstage/ui";
import { useAnswer } from "../../hooks/useAnswer.ts";
import { useText } from "../../hooks/useText.ts";
import { Loaded } from "../Loaded/Loaded.tsx";
import { LiveGrants } from "./LiveGrants.tsx";
import { StandingAccess } from "./StandingAccess.tsx";
import { WaitingRequests } from "./WaitingRequests.tsx";

/** What the signed-in person can do right now, and until when; what they asked for; what comes with their job. */
export function MyAccess() {
  const t = useText();
  const me = useAnswer("/v1/me", {});
  return (
    <Loaded value={me.data} error={me.error} retry={() => void me.refetch()}>
      {({ person }) =>
        person === null ? (
          <EmptyState
            missing="info"
            title={t("myAccess.nobody.title")}
            description={t("myAccess.nobody.detail")}
          />
        ) : (
          <Flex direction="column" gap="6">
            <LiveGrants personId={person.id} />
            <WaitingRequests personId={person.id} />
            <StandingAccess personId={person.id} />
          </Flex>
        )
      }
    </Loaded>
  );
}
