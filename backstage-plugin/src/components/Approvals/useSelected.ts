import { useEffect, useRef } from "react";
import { useSearchParams } from "react-router-dom";

const PARAMETER = "approval";

/**
 * Which of a list is shown: it stands in the URL, so that it can be linked to and stays when it leaves the list; where
 * none stands there, the first.
 * @param ids those of the list, in its order
 */
export function useSelected(ids: readonly string[]) {
  const [search, setSearch] = useSearchParams();
  const selected = search.get(PARAMETER) ?? undefined;
  const withId = (id: string | undefined) => {
    const next = new URLSearchParams(search);
    if (id === undefined) next.delete(PARAMETER);
    else next.set(PARAMETER, id);
    return next;
  };
  const select = (id: string | undefined) => setSearch(withId(id), { replace: true });
  const place = useRef(0);
  const [first] = ids;
  useEffect(() => {
    const at = selected === undefined ? -1 : ids.indexOf(selected);
    if (at !== -1) place.current = at;
    if (selected === undefined && first !== undefined) select(first);
  });
  return {
    selected,
    linkTo: (id: string) => `?${withId(id).toString()}`,
    /** To the next (1) or the one before (-1); at an end it stays. */
    move: (by: 1 | -1) => {
      const isListed = selected !== undefined && ids.includes(selected);
      const to = isListed ? place.current + by : place.current;
      const next = ids[Math.min(Math.max(to, 0), ids.length - 1)];
      if (next !== undefined) select(next);
    },
    /** Away from those that are decided: on to the one that followed, or to the last. */
    leave: (decided: readonly string[]) => {
      if (selected === undefined || !decided.includes(selected)) return;
      const others = ids.filter((id) => !decided.includes(id));
      select(others[Math.min(place.current, others.length - 1)]);
    },
  };
}
