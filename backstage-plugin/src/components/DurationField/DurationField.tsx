import {
  FieldLabel,
  Flex,
  NumberField,
  Select,
  Text,
  ToggleButton,
  ToggleButtonGroup,
} from "@backstage/ui";
import { RiAlertLine } from "@remixicon/react";
import { useId, useState } from "react";
import type { DaypassError } from "../../api/DaypassError.ts";
import { durationMs, durationOf, inUnits } from "../../api/duration.ts";
import type { Unit } from "../../api/duration.ts";
import { useText } from "../../hooks/useText.ts";
import { spanOf } from "../Moment/span.ts";
import styles from "./DurationField.module.css";

const OTHER = "other";
const UNITS: readonly Unit[] = ["minutes", "hours", "days"];

/**
 * For how long: what is offered as one click, or a length of one's own. Lengths are ISO 8601 as the API writes them.
 * @param value null: what has been typed is no length
 * @param error what the API answered, which may be that it is wrong
 */
export function DurationField({
  label,
  offered,
  longest,
  value,
  onChange,
  error,
}: {
  label: string;
  offered: readonly string[];
  longest: string;
  value: string | null;
  onChange: (value: string | null) => void;
  error: DaypassError | null;
}) {
  const t = useText();
  const id = useId();
  const isOffered = value !== null && offered.some((one) => isSame(one, value));
  const [isOther, setIsOther] = useState(!isOffered);
  const [own, setOwn] = useState<{ count: number; unit: Unit }>(() =>
    inUnits(durationMs(value ?? longest) ?? 0),
  );

  const choose = (count: number, unit: Unit) => {
    setOwn({ count, unit });
    onChange(Number.isInteger(count) && count > 0 ? durationOf(count, unit) : null);
  };
  const fault = useFault(error);
  const chosen = isOther ? OTHER : offered.find((one) => isSame(one, value ?? ""));

  return (
    <Flex direction="column" gap="0">
      <FieldLabel
        id={`${id}-label`}
        label={label}
        description={t("duration.upTo", { span: spanOf(durationMs(longest) ?? 0) })}
      />
      <ToggleButtonGroup
        aria-labelledby={`${id}-label`}
        aria-describedby={`${id}-error`}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={chosen === undefined ? [] : [chosen]}
        onSelectionChange={([key]) => {
          setIsOther(key === OTHER);
          if (key === OTHER) choose(own.count, own.unit);
          else if (key !== undefined) onChange(String(key));
        }}
      >
        {offered.map((one) => (
          <ToggleButton key={one} id={one}>
            {spanOf(durationMs(one) ?? 0)}
          </ToggleButton>
        ))}
        <ToggleButton id={OTHER}>{t("duration.other")}</ToggleButton>
      </ToggleButtonGroup>
      {isOther && (
        <Flex gap="2" align="end" mt="2">
          <div className={styles.count}>
            <NumberField
              aria-label={t("duration.count")}
              minValue={1}
              step={1}
              value={own.count}
              onChange={(count) => choose(count, own.unit)}
            />
          </div>
          <div className={styles.unit}>
            <Select
              aria-label={t("duration.unit")}
              options={UNITS.map((unit) => ({ id: unit, label: t(`duration.${unit}`) }))}
              value={own.unit}
              onChange={(key) => {
                const unit = UNITS.find((one) => one === key);
                if (unit !== undefined) choose(own.count, unit);
              }}
            />
          </div>
        </Flex>
      )}
      <Flex id={`${id}-error`} gap="1" align="center" aria-live="polite">
        {fault !== undefined && (
          <>
            <RiAlertLine size={16} aria-hidden />
            <Text>{fault}</Text>
          </>
        )}
      </Flex>
    </Flex>
  );
}

/** What is wrong with the length, in the reader's words. */
function useFault(error: DaypassError | null): string | undefined {
  const t = useText();
  const fault = error?.fieldError("duration");
  if (fault === undefined) return undefined;
  const spanTold = (member: string) => {
    const ms = durationMs(error?.told(member) ?? "");
    return ms === undefined ? undefined : spanOf(ms);
  };
  const [longest, shortest] = [spanTold("longest"), spanTold("shortest")];
  if (longest !== undefined) return t("duration.tooLong", { span: longest });
  return shortest === undefined ? fault : t("duration.tooShort", { span: shortest });
}

const isSame = (one: string, other: string) => durationMs(one) === durationMs(other);
