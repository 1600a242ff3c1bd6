import { Box, DatePicker, FieldLabel, Flex, ToggleButton, ToggleButtonGroup } from "@backstage/ui";
import { useId } from "react";
import { useText } from "../../hooks/useText.ts";

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** From when: at approval, or at a time. `value`: see `Draft`. */
export function StartField({
  value,
  onChange,
  error,
}: {
  value: string | null;
  onChange: (value: string | null) => void;
  error: string | undefined;
}) {
  const t = useText();
  const id = useId();
  return (
    <Flex direction="column" gap="0">
      <FieldLabel id={id} label={t("request.start.label")} />
      <ToggleButtonGroup
        aria-labelledby={id}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[value === null ? "now" : "later"]}
        onSelectionChange={([key]) => onChange(key === "later" ? "" : null)}
      >
        <ToggleButton id="now">{t("request.start.now")}</ToggleButton>
        <ToggleButton id="later">{t("request.start.later")}</ToggleButton>
      </ToggleButtonGroup>
      {value !== null && (
        <Box mt="2">
          <DatePicker
            aria-label={t("request.start.at")}
            granularity="minute"
            onChange={(chosen) => onChange(chosen?.toDate(HERE).toISOString() ?? "")}
            validationBehavior="aria"
            validate={() => error ?? null}
          />
        </Box>
      )}
    </Flex>
  );
}
