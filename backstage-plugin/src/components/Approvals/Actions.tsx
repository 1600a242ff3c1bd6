import { Button, Menu, MenuItem, MenuTrigger } from "@backstage/ui";
import { RiArrowDownSLine } from "@remixicon/react";
import { durationMs } from "../../api/duration.ts";
import type { Schema } from "../../api/routes.ts";
import { useText } from "../../hooks/useText.ts";
import { spanOf } from "../Moment/span.ts";
import css from "./Approvals.module.css";
import { shorterThan } from "./lengths.ts";
import { askedSpan } from "./useSentence.ts";
import type { Verdict } from "./useDecide.ts";

/** What the reader can say of the request; each opens a dialog. */
export function Actions({
  brief,
  onChoose,
}: {
  brief: Schema<"Brief">;
  /** `length`: ISO 8601. */
  onChoose: (verdict: Verdict, length: string) => void;
}) {
  const t = useText();
  const { request } = brief;
  const shorter = shorterThan(brief);
  return (
    <div className={css["act"]}>
      <Button onPress={() => onChoose("approve", request.duration)}>
        {t("approvals.act.approve", { span: askedSpan(request) })}
      </Button>
      {shorter.length > 0 && (
        <MenuTrigger>
          <Button variant="secondary" iconEnd={<RiArrowDownSLine aria-hidden />}>
            {t("approvals.act.shorter")}
          </Button>
          <Menu onAction={(length) => onChoose("approve", String(length))}>
            {shorter.map((length) => (
              <MenuItem key={length} id={length}>
                {spanOf(durationMs(length) ?? 0)}
              </MenuItem>
            ))}
          </Menu>
        </MenuTrigger>
      )}
      <Button variant="secondary" onPress={() => onChoose("reject", request.duration)}>
        {t("approvals.act.reject")}
      </Button>
      {request.state === "waiting" && (
        <Button variant="secondary" onPress={() => onChoose("question", request.duration)}>
          {t("approvals.act.question")}
        </Button>
      )}
    </div>
  );
}
