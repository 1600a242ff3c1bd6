import { Flex, Text } from "@backstage/ui";
import {
  RiAlertLine,
  RiCheckLine,
  RiCloseLine,
  RiHourglassLine,
  RiKey2Line,
  RiQuestionLine,
  RiTimeLine,
} from "@remixicon/react";
import type { RemixiconComponentType } from "@remixicon/react";
import type { Schema } from "../../api/routes.ts";
import { useText } from "../../hooks/useText.ts";
import { stepsOf } from "./steps.ts";

type RequestState = Schema<"RequestDetail">["state"];
type GrantState = Schema<"Grant">["state"];
type State = Exclude<RequestState, "approved"> | GrantState | "extended" | "overdue";

const ICONS: Readonly<Record<State, RemixiconComponentType>> = {
  waiting: RiTimeLine,
  questioned: RiQuestionLine,
  rejected: RiCloseLine,
  cancelled: RiCloseLine,
  expired: RiCloseLine,
  void: RiCloseLine,
  extended: RiCheckLine,
  scheduled: RiTimeLine,
  starting: RiHourglassLine,
  live: RiKey2Line,
  ending: RiHourglassLine,
  overdue: RiAlertLine,
  ended: RiCheckLine,
  failed: RiAlertLine,
};

/** Where a request is, in a word with its icon; told to screen readers when it changes. */
export function StateWord({ request, now }: { request: Schema<"RequestDetail">; now: number }) {
  const t = useText();
  const state = stateOf(request, now);
  const Icon = ICONS[state];
  return (
    <Flex gap="1" align="center" aria-live="polite">
      <Icon size={18} aria-hidden />
      <Text weight="bold">{t(`requestDetails.state.${state}`)}</Text>
    </Flex>
  );
}

function stateOf(request: Schema<"RequestDetail">, now: number): State {
  const { state, kind, grant } = request;
  if (state !== "approved") return state;
  if (kind === "extension" || grant === null) return "extended";
  const isOverdue = stepsOf(request, now).some(
    (step) => step.kind === "taking" && step.progress === "wrong",
  );
  return isOverdue ? "overdue" : grant.state;
}
