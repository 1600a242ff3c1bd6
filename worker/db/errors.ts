/** Somebody else changed what the decision stood on: read again, decide again. */
export class LostRace extends Error {
  override name = "LostRace";
}

/** The decision could not be committed for now; nothing was changed. */
export class Unavailable extends Error {
  override name = "Unavailable";
}

/** D1's own text: drizzle and D1 wrap it, and only the innermost names the constraint. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} ${error.cause.message}` : error.message;
}

/** Errors that D1 documents as passing: sent again. Anything else is a fault of ours and is thrown. */
export function mayPass(reason: string): boolean {
  return /network connection lost|storage caused object to be reset|reset because its code was updated|cannot resolve d1 db|overloaded|timed? ?out|internal error/i.test(
    reason,
  );
}
