import type { DaypassApi, Sending } from "../../api/DaypassApi.ts";
import { DaypassError } from "../../api/DaypassError.ts";
import type { Schema } from "../../api/routes.ts";
import type { Action } from "../../hooks/useAction.ts";
import { useAction } from "../../hooks/useAction.ts";
import { useText } from "../../hooks/useText.ts";
import { clockOf } from "../Moment/clockTime.ts";
import { useTargetName } from "../TargetName/useTargetName.ts";

export type Verdict = "approve" | "reject" | "question";

/** What an approver says of one request. */
export interface Said {
  readonly verdict: Verdict;
  /** What an approval gives, ISO 8601: as asked, or shorter. */
  readonly length: string;
  /** The reason, or the question; may be empty for an approval. */
  readonly text: string;
}

type Asked = Pick<Schema<"Request">, "id" | "duration">;

/** Decides on one request; the toast tells what happens next. */
export function useDecide(
  { request }: Pick<Schema<"Brief">, "request">,
  onDone: () => void,
): Action<Said> {
  const t = useText();
  const nameOf = useTargetName();
  const person = request.display_name;
  return useAction(
    (daypass, said: Said, sending) => decide(daypass, request, said, sending),
    ({ grant }, { verdict }) => {
      if (verdict === "question") return t("approvals.done.asked", { person });
      if (verdict === "reject" || grant === null) return t("approvals.done.rejected", { person });
      const now = Date.now();
      const [from, until] = [Date.parse(grant.starts_at), Date.parse(grant.ends_at)];
      return t(
        from > now + 60_000 && request.kind === "access"
          ? "approvals.done.approvedLater"
          : "approvals.done.approved",
        {
          person,
          target: nameOf(request.target),
          from: clockOf(from, now),
          until: clockOf(until, now),
        },
      );
    },
    onDone,
  );
}

/**
 * Sends one decision. What was refused because things have changed is read again, so that the page shows how they are.
 * @throws DaypassError
 */
export async function decide(
  daypass: DaypassApi,
  { id, duration }: Asked,
  { verdict, length, text }: Said,
  sending: Sending = {},
): Promise<Schema<"RequestOutcome">> {
  const path = { id };
  const reason = text === "" ? {} : { reason: text };
  try {
    switch (verdict) {
      case "approve": {
        const body = { ...reason, ...(length === duration ? {} : { duration: length }) };
        return await daypass.request("post", "/v1/requests/{id}/approve", { path, body }, sending);
      }
      case "reject":
        return await daypass.request(
          "post",
          "/v1/requests/{id}/reject",
          { path, body: reason },
          sending,
        );
      case "question":
        return await daypass.request(
          "post",
          "/v1/requests/{id}/question",
          { path, body: { question: text } },
          sending,
        );
    }
  } catch (error) {
    if (error instanceof DaypassError && (error.status === 404 || error.status === 409))
      await daypass.answers.invalidateQueries();
    throw error;
  }
}
