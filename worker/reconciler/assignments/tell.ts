import type { Instant } from "../../db/context.ts";
import type { Deps } from "../deps.ts";
import { toldAbsent } from "./absent.ts";
import { toldPresent } from "./present.ts";
import { readingOf } from "./reading.ts";
import type { Told } from "./told.ts";
import type { View } from "./view.ts";

/** What a complete reading that began at `startedAt` comes to for one assignment, which it showed or did not. */
export function toldOf(deps: Deps, view: View, isPresent: boolean, startedAt: Instant): Told {
  const reading = readingOf(deps, view, startedAt);
  return isPresent ? toldPresent(deps, view, reading) : toldAbsent(deps, view, reading);
}
