import { durationMs } from "../../api/duration.ts";
import type { Schema } from "../../api/routes.ts";

const USUAL = ["PT30M", "PT1H", "PT2H", "PT4H", "PT8H"];

/** Lengths that are shorter than asked and that the rule takes, the longest first; ISO 8601. */
export function shorterThan({
  request,
  terms,
}: Pick<Schema<"Brief">, "request" | "terms">): string[] {
  const asked = durationMs(request.duration) ?? 0;
  const least = durationMs(terms?.shortest ?? "PT0S") ?? 0;
  const lengths = new Map(
    [...USUAL, ...(terms?.offered ?? [])].map((length) => [durationMs(length) ?? 0, length]),
  );
  return [...lengths]
    .filter(([ms]) => ms < asked && ms >= least)
    .toSorted(([one], [other]) => other - one)
    .map(([, length]) => length);
}
