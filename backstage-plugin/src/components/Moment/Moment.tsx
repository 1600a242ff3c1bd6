import { useNow } from "../../hooks/useNow.ts";
import { useText } from "../../hooks/useText.ts";
import { spanOf } from "./span.ts";

const EVERY_MS = 1_000;

/** An instant as people say it (`in 42 min`, `3 hr ago`), with the exact one on hover. `at`: RFC 3339. */
export function Moment({ at }: { at: string }) {
  const t = useText();
  const apart = Date.parse(at) - useNow(EVERY_MS);
  const span = spanOf(Math.abs(apart));
  const words =
    Math.abs(apart) < EVERY_MS
      ? t("moment.now")
      : t(apart > 0 ? "moment.in" : "moment.ago", { span });
  return (
    <time
      dateTime={at}
      title={new Date(at).toLocaleString(undefined, { dateStyle: "full", timeStyle: "long" })}
    >
      {words}
    </time>
  );
}
