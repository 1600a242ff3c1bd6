import { Alert, Text } from "@backstage/ui";
import { useState } from "react";
import type { Schema } from "../../api/routes.ts";
import { useList } from "../../hooks/useList.ts";
import { useSettled } from "../../hooks/useSettled.ts";
import { useText } from "../../hooks/useText.ts";
import { Loaded } from "../Loaded/Loaded.tsx";
import { More } from "../More/More.tsx";
import { Section } from "../Section/Section.tsx";
import css from "./Active.module.css";
import { ActiveTable } from "./ActiveTable.tsx";
import { EndDialog } from "./EndDialog.tsx";
import { Filters, noWords } from "./Filters.tsx";

const EVERY_MS = 10_000;
const PAUSE_MS = 250;

const given = (words: string) => (words.trim() === "" ? undefined : words.trim());

/** The list, overdue ones first, kept fresh; and its filters. */
export function ActiveGrants() {
  const t = useText();
  const [words, setWords] = useState(noWords);
  const [ending, setEnding] = useState<Schema<"ActiveGrant"> | null>(null);
  const { person, account, permissionSet, department } = useSettled(words, PAUSE_MS);
  const filters = {
    person: given(person),
    account: given(account),
    permission_set: given(permissionSet),
    department: given(department),
  };
  const list = useList("/v1/active", filters, { lookAgain: () => EVERY_MS });
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  const overdue = (list.items ?? []).filter(({ is_overdue }) => is_overdue).length;
  return (
    <Section title={t("active.title")}>
      {overdue > 0 && (
        <Alert
          status="danger"
          icon
          role="alert"
          title={t("active.overdue.title", { number: String(overdue) })}
          description={t("active.overdue.detail")}
        />
      )}
      <Filters words={words} onChange={setWords} />
      <Loaded value={list.items} error={list.error} retry={list.retry}>
        {(grants) =>
          grants.length === 0 ? (
            <Text color="secondary" aria-live="polite">
              {t(isFiltered ? "active.noneFits" : "active.none")}
            </Text>
          ) : (
            <div className={css["wide"]}>
              <ActiveTable grants={grants} onEnd={setEnding} />
            </div>
          )
        }
      </Loaded>
      <More list={list} />
      {ending !== null && <EndDialog grant={ending} onClose={() => setEnding(null)} />}
    </Section>
  );
}
