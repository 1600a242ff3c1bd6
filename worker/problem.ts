/** One field that is wrong, named as the caller wrote it: `events[3].email`. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/**
 * A refusal that the caller can act on: RFC 9457. Thrown by verbs, rendered once, at the edge.
 * `code` is the last segment of the problem's `type` and stable; `detail` is for people.
 */
export class Problem extends Error {
  override name = "Problem";
  readonly status: number;
  readonly code: string;
  readonly fields: readonly FieldFault[];
  /** Further members of the problem document: ids, instants, names that the caller may see. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    code: string,
    detail: string,
    { fields = [], ...extra }: { fields?: readonly FieldFault[]; [member: string]: unknown } = {},
  ) {
    super(detail);
    this.status = status;
    this.code = code;
    this.fields = fields;
    this.extra = extra;
  }
}

/** The refusal of a request some of whose fields are wrong, each by its name. */
export function wrongFields(fields: readonly FieldFault[]): Problem {
  return new Problem(400, "invalid-input", "The request has fields that are wrong.", { fields });
}
