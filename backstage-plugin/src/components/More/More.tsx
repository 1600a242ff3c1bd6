import { Button } from "@backstage/ui";
import type { LoadedList } from "../../hooks/useList.ts";
import { useText } from "../../hooks/useText.ts";

/** Loads the next page of a list; nothing where there is none. */
export function More({
  list: { hasMore, isLoadingMore, loadMore },
}: {
  list: Pick<LoadedList<unknown>, "hasMore" | "isLoadingMore" | "loadMore">;
}) {
  const t = useText();
  if (!hasMore) return null;
  return (
    <Button variant="secondary" isPending={isLoadingMore} onPress={loadMore}>
      {t("more.next")}
    </Button>
  );
}
