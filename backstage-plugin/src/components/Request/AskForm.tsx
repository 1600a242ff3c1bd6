import { useRouteRef } from "@backstage/core-plugin-api";
import { Flex, Grid } from "@backstage/ui";
import { useNavigate } from "react-router-dom";
import type { Schema } from "../../api/routes.ts";
import { useAction } from "../../hooks/useAction.ts";
import { useText } from "../../hooks/useText.ts";
import { requestRouteRef } from "../../routes.ts";
import { DurationField } from "../DurationField/DurationField.tsx";
import { useTargetName } from "../TargetName/useTargetName.ts";
import { AskButton } from "./AskButton.tsx";
import { ChosenTarget } from "./ChosenTarget.tsx";
import { bodyOf } from "./draft.ts";
import type { Draft, TargetNames } from "./draft.ts";
import { NotAllowed } from "./NotAllowed.tsx";
import { Outlook } from "./Outlook.tsx";
import { Reasons } from "./Reasons.tsx";
import { StartField } from "./StartField.tsx";

/** The rest of a request, once it is known what it is for; beside it, what will come of it. */
export function AskForm({
  explanation,
  draft,
  past,
  onChange,
  onChooseAgain,
}: {
  explanation: Schema<"Explanation">;
  draft: Draft & { readonly target: TargetNames };
  past: readonly Schema<"Request">[];
  onChange: (part: Partial<Draft>) => void;
  onChooseAgain: () => void;
}) {
  const t = useText();
  const nameOf = useTargetName();
  const navigate = useNavigate();
  const requestPath = useRouteRef(requestRouteRef);
  const target = nameOf(explanation.target);
  const ask = useAction(
    (daypass, body: Schema<"AccessRequest">, sending) =>
      daypass.request("post", "/v1/requests", { body }, sending),
    ({ state }) => t(state === "approved" ? "request.ask.given" : "request.ask.asked", { target }),
    ({ id }) => {
      navigate(requestPath({ id }));
    },
  );
  const change = (part: Partial<Draft>) => {
    ask.reset();
    onChange(part);
  };
  const { terms } = explanation.eligibility;
  const duration = draft.duration === undefined ? (terms?.offered[0] ?? null) : draft.duration;

  return (
    <Grid.Root columns={{ initial: "1", md: "3" }} gap="6">
      <Grid.Item colSpan={{ initial: "1", md: "2" }}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (duration !== null) ask.start(bodyOf(draft, duration));
          }}
        >
          <Flex direction="column" gap="5">
            <ChosenTarget explanation={explanation} onChange={onChooseAgain} />
            {terms === null ? (
              <NotAllowed detail={explanation.eligibility.detail} />
            ) : (
              <>
                <DurationField
                  label={t("request.length")}
                  offered={terms.offered}
                  longest={terms.longest}
                  value={duration}
                  onChange={(chosen) => change({ duration: chosen })}
                  error={ask.error}
                />
                <StartField
                  value={draft.startsAt}
                  onChange={(startsAt) => change({ startsAt })}
                  error={ask.error?.fieldError("starts_at")}
                />
                <Reasons terms={terms} value={draft} onChange={change} error={ask.error} />
                <AskButton
                  explanation={explanation}
                  draft={draft}
                  duration={duration}
                  isPending={ask.isPending}
                  error={ask.error}
                />
              </>
            )}
          </Flex>
        </form>
      </Grid.Item>
      <Grid.Item>
        <Outlook
          explanation={explanation}
          duration={duration}
          startsAt={draft.startsAt}
          past={past}
        />
      </Grid.Item>
    </Grid.Root>
  );
}
