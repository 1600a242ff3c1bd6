import type { Schema } from "./routes.ts";

/** Why there is no good answer. */
type Failure =
  /** Daypass said no, and why. */
  | { readonly kind: "problem"; readonly problem: Schema<"Problem"> }
  /** Backstage, or what lies between, answered in Daypass's place. */
  | { readonly kind: "between"; readonly status: number; readonly message: string }
  /** Nobody answered. */
  | { readonly kind: "unreachable"; readonly message: string };

/**
 * Why Daypass did not answer, or what it answered instead.
 *
 * @public
 */
export class DaypassError extends Error {
  override readonly name = "DaypassError";
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.kind === "problem" ? failure.problem.detail : failure.message);
    this.failure = failure;
  }

  /** HTTP's; undefined when nobody answered. */
  get status(): number | undefined {
    switch (this.failure.kind) {
      case "problem":
        return this.failure.problem.status;
      case "between":
        return this.failure.status;
      case "unreachable":
        return undefined;
    }
  }

  /** What is wrong with a field that was sent, by its name in the API; undefined when it is right. */
  fieldError(field: string): string | undefined {
    if (this.failure.kind !== "problem") return undefined;
    return this.failure.problem.errors?.find((error) => error.field === field)?.message;
  }

  /** A further text that the refusal gives, such as the id of what it is about; undefined when it does not. */
  told(member: string): string | undefined {
    if (this.failure.kind !== "problem") return undefined;
    const value: unknown = Reflect.get(this.failure.problem, member);
    return typeof value === "string" ? value : undefined;
  }
}

/** What an answer that is no success says. */
export async function failureOf(response: Response): Promise<DaypassError> {
  const text = await response.text();
  const body = parsed(text);
  if (isProblem(body)) return new DaypassError({ kind: "problem", problem: body });
  return new DaypassError({
    kind: "between",
    status: response.status,
    message: `${response.status} ${response.statusText}`.trim(),
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A member that only the Worker's problems have tells them from others' JSON. */
function isProblem(body: unknown): body is Schema<"Problem"> {
  return (
    typeof body === "object" &&
    body !== null &&
    "type" in body &&
    typeof body.type === "string" &&
    body.type.startsWith("urn:daypass:problem:")
  );
}
