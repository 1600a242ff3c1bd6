import { useState } from "react";

/** Those of a list that are chosen, by their ids; what has left the list is chosen no more. */
export interface Choice {
  readonly chosen: readonly string[];
  readonly isChosen: (id: string) => boolean;
  readonly choose: (id: string, isChosen: boolean) => void;
  readonly chooseAll: (isChosen: boolean) => void;
}

/** @param ids those that can be chosen */
export function useChoice(ids: readonly string[]): Choice {
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const chosen = ids.filter((id) => marked.has(id));
  return {
    chosen,
    isChosen: (id) => marked.has(id),
    choose: (id, isChosen) =>
      setMarked(new Set(isChosen ? [...chosen, id] : chosen.filter((one) => one !== id))),
    chooseAll: (isChosen) => setMarked(new Set(isChosen ? ids : [])),
  };
}
