/**
 * Templates of the policy's `people` section, as in `user:default/{email.local_part}`.
 * @module
 */

const FIELDS = [
  "email",
  "email.local_part",
  "email.domain",
  "given_name",
  "family_name",
  "worker_id",
] as const;

/** What a template may name. */
type TemplateField = (typeof FIELDS)[number];

const PLACE = /\{([^{}]*)\}/g;

function isField(text: string): text is TemplateField {
  return FIELDS.some((field) => field === text);
}

/** Why a template is not one, or undefined. */
export function templateFault(template: string): string | undefined {
  if (/[{}]/.test(template.replaceAll(PLACE, ""))) return "has a brace without its partner";
  for (const [place, field] of template.matchAll(PLACE)) {
    if (field === undefined || !isField(field))
      return `${place} is not known; a template may name ${FIELDS.map((f) => `{${f}}`).join(", ")}`;
  }
  return undefined;
}

/**
 * A template with its places filled; undefined when a value that it names is absent. The result is not checked: a user
 * name or a Backstage ref has rules of its own (`entityRef`).
 */
export function fillTemplate(
  template: string,
  values: {
    readonly email: string;
    readonly given_name?: string;
    readonly family_name?: string;
    readonly worker_id?: string;
  },
): string | undefined {
  const at = values.email.lastIndexOf("@");
  const known: Record<string, string | undefined> = {
    ...values,
    "email.local_part": values.email.slice(0, at),
    "email.domain": values.email.slice(at + 1),
  };
  const fields = [...template.matchAll(PLACE)].map((match) => match[1] ?? "");
  if (fields.some((field) => known[field] === undefined)) return undefined;
  return template.replaceAll(PLACE, (_place, field: string) => known[field] ?? "");
}
