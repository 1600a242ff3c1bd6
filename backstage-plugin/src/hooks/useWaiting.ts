import { useAnswer } from "./useAnswer.ts";

const EVERY_MS = 20_000;

/** How much waits for the reader's decision. */
interface Waiting {
  /** Undefined while it is not known. */
  readonly count: number | undefined;
  /** There is more than was counted. */
  readonly orMore: boolean;
  /** Backstage could not say which groups they are in: there may be requests that they don't see. */
  readonly groupsUnknown: boolean;
}

/** Looks by itself now and again. */
export function useWaiting(): Waiting {
  const { data } = useAnswer("/v1/approvals", {}, { lookAgain: () => EVERY_MS });
  return {
    count: data?.items.length,
    orMore: data?.next_cursor !== undefined,
    groupsUnknown: data?.groups_unknown ?? false,
  };
}
