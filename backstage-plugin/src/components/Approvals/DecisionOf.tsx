import { useAnswer } from "../../hooks/useAnswer.ts";
import { useText } from "../../hooks/useText.ts";
import { Loaded } from "../Loaded/Loaded.tsx";
import css from "./Approvals.module.css";
import { Decision } from "./Decision.tsx";
import type { Verdict } from "./useDecide.ts";

const EVERY_MS = 15_000;

/** The decision on one request, kept fresh: it may be decided by somebody else meanwhile. */
export function DecisionOf({
  id,
  hasKeys,
  onDone,
}: {
  id: string;
  hasKeys: boolean;
  onDone: (verdict: Verdict) => void;
}) {
  const t = useText();
  const { data, error, refetch } = useAnswer(
    "/v1/approvals/{id}",
    { path: { id } },
    { lookAgain: ({ may_decide }) => (may_decide ? EVERY_MS : false) },
  );
  return (
    <section aria-label={t("approvals.decision.label")} className={css["decision"]}>
      <Loaded value={data} error={error} retry={() => void refetch()}>
        {(brief) => <Decision brief={brief} hasKeys={hasKeys} onDone={onDone} />}
      </Loaded>
    </section>
  );
}
