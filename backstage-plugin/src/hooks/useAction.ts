import { useApi } from "@backstage/core-plugin-api";
import { toastApiRef } from "@backstage/frontend-plugin-api";
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { daypassApiRef } from "../api/DaypassApi.ts";
import type { DaypassApi, Sending } from "../api/DaypassApi.ts";
import type { DaypassError } from "../api/DaypassError.ts";
import { newIdempotencyKey } from "../api/idempotencyKey.ts";

/** Something that a person does. */
export interface Action<Input> {
  /** Does it, unless it is being done; what it answers is told by the toast and the page. Never throws. */
  readonly start: (input: Input) => void;
  readonly isPending: boolean;
  readonly error: DaypassError | null;
  /** Forgets the error. */
  readonly reset: () => void;
}

/**
 * @param act sends it; `sending` has the same key for an input that is tried again after no answer
 * @param said what the toast says when it is done: what happens next, in one sentence
 * @param next where the page goes on when it is done
 * @returns pending until all that is shown has been read again, so that the page never shows what was before
 */
export function useAction<Input, Result>(
  act: (daypass: DaypassApi, input: Input, sending: Sending) => Promise<Result>,
  said: (result: Result, input: Input) => string,
  next: (result: Result) => void = () => undefined,
): Action<Input> {
  const daypass = useApi(daypassApiRef);
  const toast = useApi(toastApiRef);
  const underWay = useRef(false);
  const unanswered = useRef<{ readonly input: string; readonly key: string } | null>(null);
  const { mutate, isPending, error, reset } = useMutation<Result, DaypassError, Input>(
    {
      mutationFn: (input) => {
        const text = JSON.stringify(input ?? null);
        if (unanswered.current?.input !== text)
          unanswered.current = { input: text, key: newIdempotencyKey() };
        return act(daypass, input, { idempotencyKey: unanswered.current.key });
      },
      onSuccess: async (result, input) => {
        unanswered.current = null;
        await daypass.answers.invalidateQueries();
        toast.post({ title: said(result, input), status: "success" });
        next(result);
      },
      onError: ({ status }) => {
        if (status !== undefined && status < 500) unanswered.current = null;
      },
      onSettled: () => {
        underWay.current = false;
      },
    },
    daypass.answers,
  );
  const start = (input: Input) => {
    // Two clicks may come before the page shows that the first one counts.
    if (underWay.current) return;
    underWay.current = true;
    mutate(input);
  };
  return { start, isPending, error, reset };
}
