import { Badge, VisuallyHidden } from "@backstage/ui";
import { useText } from "../../hooks/useText.ts";
import { useWaiting } from "../../hooks/useWaiting.ts";

/**
 * How many requests wait for the signed-in user's decision, for an app's own navigation; nothing where none does.
 *
 * @public
 */
export function ApprovalsBadge() {
  const t = useText();
  const { count, orMore } = useWaiting();
  if (count === undefined || count === 0) return null;
  const shown = orMore ? t("approvalsBadge.orMore", { number: String(count) }) : String(count);
  return (
    <Badge size="small">
      <span aria-hidden>{shown}</span>
      <VisuallyHidden>{t("approvalsBadge.label", { number: shown })}</VisuallyHidden>
    </Badge>
  );
}
