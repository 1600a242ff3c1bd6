import { TextField, VisuallyHidden } from "@backstage/ui";
import { useText } from "../../hooks/useText.ts";
import css from "./Active.module.css";

/** Words that the names must contain; empty ones count for nothing. */
export interface ActiveWords {
  readonly person: string;
  readonly account: string;
  readonly permissionSet: string;
  readonly department: string;
}

export const noWords: ActiveWords = { person: "", account: "", permissionSet: "", department: "" };

const NAMES = ["person", "account", "permissionSet", "department"] as const;

/** What the list is to show only. */
export function Filters({
  words,
  onChange,
}: {
  words: ActiveWords;
  onChange: (words: ActiveWords) => void;
}) {
  const t = useText();
  return (
    <fieldset className={css["filters"]}>
      <VisuallyHidden>
        <legend>{t("active.filter.label")}</legend>
      </VisuallyHidden>
      {NAMES.map((name) => (
        <TextField
          key={name}
          label={t(`active.filter.${name}`)}
          value={words[name]}
          onChange={(value) => onChange({ ...words, [name]: value })}
        />
      ))}
    </fieldset>
  );
}
