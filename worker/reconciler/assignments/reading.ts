import type { Instant } from "../../db/context.ts";
import type { Deps } from "../deps.ts";
import { isWanted } from "./decide.ts";
import type { View } from "./view.ts";

/** What a complete reading of AWS tells about one assignment beside whether it is there. */
export interface Reading {
  readonly wanted: boolean;
  /** An earlier operation was in doubt, and by the time of this read could not arrive any more. */
  readonly doubtOver: boolean;
}

/** A reading makes an end of a doubt only when the operation's signature was dead before it began. */
export function readingOf({ ctx }: Deps, view: View, startedAt: Instant): Reading {
  const { doubt_until } = view.row;
  return {
    wanted: isWanted(view, ctx.now()),
    doubtOver: doubt_until !== null && doubt_until <= startedAt,
  };
}
