import { useApi } from "@backstage/core-plugin-api";
import { toastApiRef } from "@backstage/frontend-plugin-api";
import { useMutation } from "@tanstack/react-query";
import { daypassApiRef } from "../api/DaypassApi.ts";
import type { DaypassApi } from "../api/DaypassApi.ts";
import type { DaypassError } from "../api/DaypassError.ts";

/** Something that a person does. */
export interface Action<Input> {
  /** Does it; what it answers is told by the toast and the page. Never throws. */
  readonly start: (input: Input) => void;
  readonly isPending: boolean;
  readonly error: DaypassError | null;
  /** Forgets the error. */
  readonly reset: () => void;
}

/**
 * @param act sends it
 * @param said what the toast says when it is done: what happens next, in one sentence
 * @returns pending until all that is shown has been read again, so that the page never shows what was before
 */
export function useAction<Input, Result>(
  act: (daypass: DaypassApi, input: Input) => Promise<Result>,
  said: (result: Result, input: Input) => string,
): Action<Input> {
  const daypass = useApi(daypassApiRef);
  const toast = useApi(toastApiRef);
  const { mutate, isPending, error, reset } = useMutation<Result, DaypassError, Input>(
    {
      mutationFn: (input) => act(daypass, input),
      onSuccess: async (result, input) => {
        await daypass.answers.invalidateQueries();
        toast.post({ title: said(result, input), status: "success" });
      },
    },
    daypass.answers,
  );
  return { start: mutate, isPending, error, reset };
}
