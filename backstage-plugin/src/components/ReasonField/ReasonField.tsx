import { Text, TextAreaField } from "@backstage/ui";

/** The field that a dialog was opened for; what is missing is said under it. */
export function ReasonField({
  label,
  description,
  missing,
  isRequired,
  value,
  onChange,
}: {
  label: string;
  description: string;
  /** Undefined: nothing is missing, or nothing was sent yet. */
  missing: string | undefined;
  isRequired: boolean;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <>
      <TextAreaField
        label={label}
        description={description}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- as above
        autoFocus
        isRequired={isRequired}
        validationBehavior="aria"
        isInvalid={missing !== undefined}
        value={value}
        onChange={onChange}
      />
      {missing !== undefined && (
        <Text weight="bold" role="alert">
          {missing}
        </Text>
      )}
    </>
  );
}
