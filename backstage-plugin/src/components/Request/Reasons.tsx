import { TextAreaField, TextField } from "@backstage/ui";
import type { DaypassError } from "../../api/DaypassError.ts";
import type { Schema } from "../../api/routes.ts";
import { useText } from "../../hooks/useText.ts";

interface Given {
  readonly justification: string;
  readonly ticket: string;
}

/** Why somebody needs it, by what the rule wants. */
export function Reasons({
  terms,
  value,
  onChange,
  error,
}: {
  terms: Schema<"Terms">;
  value: Given;
  onChange: (value: Partial<Given>) => void;
  error: DaypassError | null;
}) {
  const t = useText();
  const { least_characters: least } = terms.justification;
  return (
    <>
      <TextAreaField
        label={t("request.why.label")}
        description={
          least === 0 ? t("request.why.hint") : t("request.why.least", { least: String(least) })
        }
        isRequired={least > 0}
        rows={3}
        value={value.justification}
        onChange={(justification) => onChange({ justification })}
        {...faultOf(error, "justification")}
      />
      {terms.ticket !== null && (
        <TextField
          label={t("request.ticket.label")}
          description={t(
            terms.ticket.required ? "request.ticket.hint" : "request.ticket.optional",
            { pattern: terms.ticket.pattern },
          )}
          isRequired={terms.ticket.required}
          value={value.ticket}
          onChange={(ticket) => onChange({ ticket })}
          {...faultOf(error, "ticket")}
        />
      )}
    </>
  );
}

/** What the API says is wrong with the field, shown at it until the next answer. */
function faultOf(error: DaypassError | null, field: string) {
  return {
    validationBehavior: "aria" as const,
    validate: () => error?.fieldError(field) ?? null,
  };
}

/**
 * What is missing before it is worth asking, by the rule's terms; undefined when all is there. Patterns are the Worker's
 * to check.
 */
export function missingReason(
  { justification: { least_characters }, ticket: wanted }: Schema<"Terms">,
  { justification, ticket }: Given,
): "why" | "ticket" | undefined {
  if (Array.from(justification.normalize("NFC").trim()).length < least_characters) return "why";
  return wanted?.required === true && ticket.trim() === "" ? "ticket" : undefined;
}
