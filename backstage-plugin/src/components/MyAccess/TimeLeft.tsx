import { useNow } from "../../hooks/useNow.ts";
import { useText } from "../../hooks/useText.ts";
import css from "./MyAccess.module.css";

const EVERY_MS = 1_000;

/** A bar that empties between two instants, RFC 3339; the words beside it say how much is left. */
export function TimeLeft({ from, to }: { from: string; to: string }) {
  const t = useText();
  const now = useNow(EVERY_MS);
  const whole = Math.max(1, Date.parse(to) - Date.parse(from));
  const left = Math.min(whole, Math.max(0, Date.parse(to) - now));
  return (
    <progress
      className={css["timeLeft"]}
      aria-label={t("myAccess.live.left")}
      max={100}
      value={(100 * left) / whole}
    />
  );
}
