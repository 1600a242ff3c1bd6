import { Table } from "@backstage/ui";
import type { Schema } from "../../api/routes.ts";
import { useText } from "../../hooks/useText.ts";
import { endCellFor, stateCell, whatCell, whoCell } from "./cells.tsx";

type ActiveGrant = Schema<"ActiveGrant">;

/** Grants by their ends. */
export function ActiveTable({
  grants,
  onEnd,
}: {
  grants: readonly ActiveGrant[];
  onEnd: (grant: ActiveGrant) => void;
}) {
  const t = useText();
  return (
    <Table
      columnConfig={[
        { id: "who", label: t("active.column.who"), isRowHeader: true, cell: whoCell },
        { id: "what", label: t("active.column.what"), cell: whatCell },
        { id: "state", label: t("active.column.state"), cell: stateCell },
        {
          id: "end",
          label: t("active.column.end"),
          isHidden: !grants.some(({ may_end }) => may_end),
          cell: endCellFor(onEnd),
        },
      ]}
      data={[...grants]}
      pagination={{ type: "none" }}
    />
  );
}
