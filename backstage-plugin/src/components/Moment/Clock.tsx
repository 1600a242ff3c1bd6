import { useNow } from "../../hooks/useNow.ts";
import { clockOf } from "./clockTime.ts";

const EVERY_MS = 60_000;

/** An instant by the clock, `16:40`, with the exact one on hover. `at`: RFC 3339. */
export function Clock({ at }: { at: string }) {
  const now = useNow(EVERY_MS);
  return (
    <time
      dateTime={at}
      title={new Date(at).toLocaleString(undefined, { dateStyle: "full", timeStyle: "long" })}
    >
      {clockOf(Date.parse(at), now)}
    </time>
  );
}
