import { Alert, Button } from "@backstage/ui";
import type { DaypassError } from "../../api/DaypassError.ts";
import { useText } from "../../hooks/useText.ts";
import type { Text } from "../../hooks/useText.ts";

/**
 * What went wrong, in a person's words, and what to do about it.
 * @param retry offered where trying again may help
 */
export function Problem({ error, retry }: { error: DaypassError; retry?: () => void }) {
  const t = useText();
  const again = error.status === undefined || error.status >= 500 ? retry : undefined;
  return (
    <Alert
      status="danger"
      icon
      role="alert"
      {...wordsOf(error, t)}
      customActions={
        again && (
          <Button size="small" variant="secondary" onPress={again}>
            {t("problem.again")}
          </Button>
        )
      }
    />
  );
}

function wordsOf({ failure, status }: DaypassError, t: Text) {
  if (status === 401) {
    return { title: t("problem.signedOut.title"), description: t("problem.signedOut.detail") };
  }
  switch (failure.kind) {
    case "problem":
      return { title: failure.problem.title, description: failure.problem.detail };
    case "between":
      return isGateway(failure.status)
        ? unreachable(t)
        : {
            title: t("problem.between.title"),
            description: t("problem.between.detail", { message: failure.message }),
          };
    case "unreachable":
      return unreachable(t);
  }
}

const isGateway = (status: number) => status === 502 || status === 503 || status === 504;

const unreachable = (t: Text) => ({
  title: t("problem.unreachable.title"),
  description: t("problem.unreachable.detail"),
});
