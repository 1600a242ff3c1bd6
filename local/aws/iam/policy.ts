/** A policy document as IAM stores it, as far as it is evaluated here. */
export type PolicyDocument = {
  readonly Version?: string;
  readonly Statement: readonly StatementDocument[];
};

export type OneOrMore = string | readonly string[];

export type StatementDocument = {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: OneOrMore;
  /** None in a trust policy. */
  readonly Resource?: OneOrMore;
  /** Of a trust policy alone. */
  readonly Principal?: { readonly AWS: OneOrMore };
  readonly Condition?: { readonly StringEquals: Readonly<Record<string, OneOrMore>> };
};

/** What is to be done, to what, and what conditions can ask about it. */
export type Access = {
  readonly action: string;
  readonly resource: string;
  /** ARN of the caller, for a trust policy. */
  readonly principal?: string;
  readonly context?: Readonly<Record<string, string | undefined>>;
};

export type Verdict = "allowed" | "explicitly denied" | "implicitly denied";

type Matches = (access: Access) => boolean;
type Statement = { readonly effect: "Allow" | "Deny"; readonly matches: Matches };

/** A policy, ready to be asked. A denial wins over whatever allows. */
export class Policy {
  readonly document: PolicyDocument;
  readonly #statements: readonly Statement[];

  constructor(document: PolicyDocument) {
    this.document = document;
    this.#statements = document.Statement.map(compile);
  }

  judge(access: Access): Verdict {
    let verdict: Verdict = "implicitly denied";
    for (const { effect, matches } of this.#statements) {
      if (!matches(access)) continue;
      if (effect === "Deny") return "explicitly denied";
      verdict = "allowed";
    }
    return verdict;
  }
}

function compile(statement: StatementDocument): Statement {
  const action = anyOf(statement.Action, "i");
  const resource = statement.Resource === undefined ? undefined : anyOf(statement.Resource);
  const principals =
    statement.Principal === undefined ? undefined : listOf(statement.Principal.AWS);
  const conditions = Object.entries(statement.Condition?.StringEquals ?? {});
  return {
    effect: statement.Effect,
    matches: (access) =>
      action.test(access.action) &&
      (resource === undefined || resource.test(access.resource)) &&
      (principals === undefined || principals.some((one) => isPrincipal(one, access.principal))) &&
      conditions.every(([key, values]) => {
        const value = access.context?.[key];
        return value !== undefined && listOf(values).includes(value);
      }),
  };
}

/** A whole account is meant by its root. */
function isPrincipal(named: string, principal = ""): boolean {
  return named === principal || named === principal.replace(/:[^:]*$/, ":root");
}

/** `*` stands for any text, `?` for any one character. */
function anyOf(patterns: OneOrMore, flags = ""): RegExp {
  const forms = listOf(patterns).map((pattern) =>
    pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll("*", ".*")
      .replaceAll("?", "."),
  );
  return new RegExp(`^(?:${forms.join("|")})$`, flags);
}

function listOf(value: OneOrMore): readonly string[] {
  return typeof value === "string" ? [value] : value;
}

/** A trust policy for one user who knows the external id. */
export function trustIn(userArn: string, externalId: string): PolicyDocument {
  return {
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: userArn },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": externalId } },
      },
    ],
  };
}
