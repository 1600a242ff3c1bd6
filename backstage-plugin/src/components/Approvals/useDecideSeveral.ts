import { useApi } from "@backstage/core-plugin-api";
import { toastApiRef } from "@backstage/frontend-plugin-api";
import { useState } from "react";
import { daypassApiRef } from "../../api/DaypassApi.ts";
import { DaypassError } from "../../api/DaypassError.ts";
import type { Schema } from "../../api/routes.ts";
import { useText } from "../../hooks/useText.ts";
import { decide } from "./useDecide.ts";

/** What came of one; null: it is decided. */
export interface Answered {
  readonly error: DaypassError | null;
}

/** Several decisions, one after the other, so that the answers come in the order of the list. */
export interface Several {
  readonly start: (text: string) => void;
  readonly isPending: boolean;
  /** By the request's id. */
  readonly answered: ReadonlyMap<string, Answered>;
  /** All have been answered. */
  readonly isOver: boolean;
}

/** @param onDone told when all are decided; not when some are not: then the answers are there to be read */
export function useDecideSeveral(
  requests: readonly Schema<"Request">[],
  verdict: "approve" | "reject",
  onDone: () => void,
): Several {
  const t = useText();
  const daypass = useApi(daypassApiRef);
  const toast = useApi(toastApiRef);
  const [isPending, setPending] = useState(false);
  const [answered, setAnswered] = useState<ReadonlyMap<string, Answered>>(new Map());

  const run = async (text: string) => {
    setPending(true);
    const answers = new Map<string, Answered>();
    for (const request of requests) {
      const error = await decide(daypass, request, {
        verdict,
        length: request.duration,
        text,
      }).then(() => null, faultOf);
      answers.set(request.id, { error });
      setAnswered(new Map(answers));
    }
    await daypass.answers.invalidateQueries();
    setPending(false);
    const count = [...answers.values()].filter(({ error }) => error === null).length;
    if (count > 0)
      toast.post({
        title: t(
          verdict === "approve"
            ? "approvals.done.severalApproved"
            : "approvals.done.severalRejected",
          { number: String(count) },
        ),
        status: "success",
      });
    if (count === requests.length) onDone();
  };

  return {
    start: (text) => {
      if (!isPending) void run(text);
    },
    isPending,
    answered,
    isOver: answered.size === requests.length && !isPending,
  };
}

/** The client throws nothing else. */
function faultOf(error: unknown): DaypassError {
  if (error instanceof DaypassError) return error;
  throw error;
}
