import { Button, Flex, Grid } from "@backstage/ui";
import { useState } from "react";
import { useAnswer } from "../../hooks/useAnswer.ts";
import { useList } from "../../hooks/useList.ts";
import { useText } from "../../hooks/useText.ts";
import { Loaded } from "../Loaded/Loaded.tsx";
import { AskForm } from "./AskForm.tsx";
import { emptyDraft } from "./draft.ts";
import type { Draft } from "./draft.ts";
import { PastRequests } from "./PastRequests.tsx";
import { TargetSearch } from "./TargetSearch.tsx";
import { useIsHeld } from "./useIsHeld.ts";

/** First what, then the rest: on which terms it may be asked for hangs on what it is. */
export function RequestForm({
  personId,
  draft: first,
  words,
}: {
  personId: string;
  draft: Draft;
  words: string;
}) {
  const t = useText();
  const [draft, setDraft] = useState(first);
  const { items: past = [] } = useList("/v1/requests", { person: personId });
  const isHeld = useIsHeld(personId);
  const { target } = draft;
  const explained = useAnswer(
    "/v1/explain",
    { query: { person: personId, ...target } },
    { enabled: target !== null },
  );
  const chooseAgain = () => setDraft(emptyDraft);

  if (target === null)
    return (
      <Flex direction="column" gap="6">
        <Grid.Root columns={{ initial: "1", md: "2" }}>
          <Flex direction="column" gap="2">
            <TargetSearch
              words={words}
              isHeld={isHeld}
              onChoose={(chosen) => setDraft({ ...emptyDraft, target: chosen })}
            />
          </Flex>
        </Grid.Root>
        <PastRequests requests={past} onChoose={setDraft} />
      </Flex>
    );
  return (
    <Flex direction="column" gap="3">
      <Loaded value={explained.data} error={explained.error} retry={() => void explained.refetch()}>
        {(explanation) => (
          <AskForm
            explanation={explanation}
            draft={{ ...draft, target }}
            past={past}
            onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
            onChooseAgain={chooseAgain}
          />
        )}
      </Loaded>
      {explained.data === undefined && explained.error !== null && (
        <Button variant="secondary" onPress={chooseAgain} style={{ alignSelf: "start" }}>
          {t("request.target.change")}
        </Button>
      )}
    </Flex>
  );
}
