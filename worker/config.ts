import { z } from "zod";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const count = (value: number) => z.int().positive().default(value);

/** The design's numbers; every one can be set, by name, in the JSON of `NUMBERS`. Durations are milliseconds. */
const numbersSchema = z.strictObject({
  shortest_grant_ms: count(MINUTE),
  aws_deadline_ms: count(8 * SECOND),
  retry_base_ms: count(SECOND),
  retry_grant_most_ms: count(30 * SECOND),
  retry_removal_most_ms: count(5 * MINUTE),
  grant_gives_up_after_ms: count(15 * MINUTE),
  progress_doubted_after_ms: count(10 * MINUTE),
  claim_stale_after_ms: count(20 * SECOND),
  signature_lives_ms: count(16 * MINUTE),
  overdue_after_ms: count(MINUTE),
  confirm_after_ms: count(2 * MINUTE),
  look_live_ms: count(HOUR),
  look_idle_ms: count(DAY),
  manager_trust_after_ms: count(DAY),
  request_expires_ms: count(8 * HOUR),
  hr_body_bytes: count(1_000_000),
  hr_events: count(500),
  identity_grace_ms: count(30 * DAY),
  directory_accounts_ms: count(HOUR),
  directory_sets_ms: count(DAY),
  directory_calls_per_second: count(5),
  directory_gone_after_ms: count(10 * MINUTE),
  quota_share_percent: z.int().min(1).max(100).default(80),
  calls_at_once: z.int().min(1).max(6).default(6),
  writes_per_minute: count(20),
  open_requests: count(10),
});

export type Numbers = z.infer<typeof numbersSchema>;

const sourceName = z.string().regex(/^[a-z0-9-]{1,40}$/);

/** As Standard Webhooks has them: 24 to 64 bytes in base64. A short one can be guessed, an empty one signs for anybody. */
const webhookSecret = z
  .string()
  .refine(isWebhookSecret, "must be whsec_ and 24 to 64 bytes in base64");

function isWebhookSecret(text: string): boolean {
  const base64 = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text)?.[1];
  try {
    const { length } = atob(base64 ?? "");
    return length >= 24 && length <= 64;
  } catch {
    return false;
  }
}

const hrSource = z.strictObject({
  /** An email outside these is refused. */
  domains: z
    .array(z.string().regex(/^[a-z0-9.-]+\.[a-z]{2,}$/, "must be a lower-case domain name"))
    .min(1),
  /** The fields that this source may set; all when left out. */
  fields: z.array(z.string()).optional(),
});

const jwks = z.strictObject({
  keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })).min(1),
});

/** A setting whose text is JSON of the given shape. */
function json<T extends z.ZodType>(inner: T) {
  return z.string().transform((text, check): z.output<T> => {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      check.issues.push({ code: "custom", message: "must be JSON", input: "" });
      return z.NEVER;
    }
    const parsed = inner.safeParse(value);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      check.issues.push({ code: "custom", message: issue.message, path: issue.path, input: "" });
    }
    return z.NEVER;
  });
}

const absent = (value: unknown) => (value === "" ? undefined : value);
const optional = <T extends z.ZodType>(inner: T) => z.preprocess(absent, inner.optional());

const settings = z.object({
  IDENTITY_MODE: z.enum(["own", "observed"]),
  AWS_REGION: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "must be an AWS Region"),
  AWS_ENDPOINT: optional(z.url()),
  AWS_ACCESS_KEY_ID: z.string().min(16),
  AWS_SECRET_ACCESS_KEY: z.string().min(16),
  AWS_ROLE_ARN: z
    .string()
    .regex(/^arn:aws[\w-]*:iam::\d{12}:role\/.+$/, "must be the ARN of a role"),
  AWS_EXTERNAL_ID: z.string().min(2),
  AWS_INSTANCE_ARN: z
    .string()
    .regex(
      /^arn:aws[\w-]*:sso:::instance\/(sso)?ins-[a-zA-Z0-9-.]{16}$/,
      "must be the ARN of an Identity Center instance",
    ),
  AWS_IDENTITY_STORE_ID: z.string().regex(/^d-[0-9a-f]{10}$/, "must look like d-1234567890"),
  PORTAL_URL: optional(z.url()),
  HR_SOURCES: json(z.record(sourceName, hrSource)),
  HR_SECRETS: json(z.record(z.string(), z.array(webhookSecret).min(1).max(2))),
  PROTECTED: z.preprocess(
    (value) => absent(value) ?? "{}",
    json(
      z.strictObject({
        users: z.array(z.string()).default([]),
        groups: z.array(z.string()).default([]),
      }),
    ),
  ),
  BACKSTAGE_ISSUER: z.url(),
  BACKSTAGE_JWKS_URL: optional(z.url()),
  BACKSTAGE_JWKS_HEADERS: optional(json(z.record(z.string(), z.string()))),
  BACKSTAGE_KEYS: optional(json(jwks)),
  BACKSTAGE_CATALOG_URL: optional(z.url()),
  BACKSTAGE_CATALOG_TOKEN: optional(z.string().min(16)),
  PROXY_SECRET: optional(z.string().min(16)),
  BOOTSTRAP_ADMIN: optional(z.string().regex(/^user:[^/]+\/.+$/, "must be a Backstage user ref")),
  OPERATOR_TOKEN: z.string().min(16),
  POLICY_FOUR_EYES: z.preprocess((value) => absent(value) ?? "on", z.enum(["on", "off"])),
  NUMBERS: z.preprocess((value) => absent(value) ?? "{}", json(numbersSchema)),
});

export type HrSource = z.infer<typeof hrSource>;

export interface Config {
  readonly mode: "own" | "observed";
  readonly aws: {
    readonly region: string;
    /** One base URL for all services; AWS's own hosts when left out. */
    readonly endpoint?: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly roleArn: string;
    readonly externalId: string;
    readonly instanceArn: string;
    readonly identityStoreId: string;
  };
  readonly portalUrl: string | undefined;
  readonly hr: Readonly<Record<string, HrSource & { secrets: readonly string[] }>>;
  /** User names and group names that are never adopted, changed or removed; lower case. */
  readonly protected: { readonly users: ReadonlySet<string>; readonly groups: ReadonlySet<string> };
  readonly backstage: {
    readonly issuer: string;
    readonly keys:
      | {
          readonly kind: "url";
          readonly url: string;
          readonly headers: Readonly<Record<string, string>>;
        }
      | { readonly kind: "static"; readonly jwks: z.infer<typeof jwks> };
    readonly catalog: { readonly url: string; readonly token: string } | undefined;
    readonly proxySecret: string | undefined;
    readonly bootstrapAdmin: string | undefined;
  };
  readonly operatorToken: string;
  readonly fourEyes: boolean;
  readonly numbers: Numbers;
}

/** Every fault of the configuration at once, by the name of its setting, never with a value. */
export class ConfigFaults extends Error {
  override name = "ConfigFaults";
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`The configuration has ${faults.length} fault(s):\n${faults.join("\n")}`);
    this.faults = faults;
  }
}

/**
 * Reads all settings and secrets at once.
 * @param env the Worker's bindings, or any record of the same names
 * @throws ConfigFaults with every fault found
 */
export function readConfig(env: object): Config {
  const parsed = settings.safeParse(env);
  if (!parsed.success) {
    throw new ConfigFaults(
      parsed.error.issues.map((issue) => `${pathOf(issue)}: ${textOf(issue)}`),
    );
  }
  const s = parsed.data;
  const faults = crossFaults(s);
  if (faults.length > 0) throw new ConfigFaults(faults);
  return {
    mode: s.IDENTITY_MODE,
    aws: {
      region: s.AWS_REGION,
      ...(s.AWS_ENDPOINT === undefined ? {} : { endpoint: s.AWS_ENDPOINT }),
      accessKeyId: s.AWS_ACCESS_KEY_ID,
      secretAccessKey: s.AWS_SECRET_ACCESS_KEY,
      roleArn: s.AWS_ROLE_ARN,
      externalId: s.AWS_EXTERNAL_ID,
      instanceArn: s.AWS_INSTANCE_ARN,
      identityStoreId: s.AWS_IDENTITY_STORE_ID,
    },
    portalUrl: s.PORTAL_URL,
    hr: Object.fromEntries(
      Object.entries(s.HR_SOURCES).map(([name, source]) => [
        name,
        { ...source, secrets: s.HR_SECRETS[name] ?? [] },
      ]),
    ),
    protected: { users: folded(s.PROTECTED.users), groups: folded(s.PROTECTED.groups) },
    backstage: {
      issuer: s.BACKSTAGE_ISSUER,
      keys:
        s.BACKSTAGE_KEYS === undefined
          ? {
              kind: "url",
              url: s.BACKSTAGE_JWKS_URL ?? `${s.BACKSTAGE_ISSUER}/.well-known/jwks.json`,
              headers: s.BACKSTAGE_JWKS_HEADERS ?? {},
            }
          : { kind: "static", jwks: s.BACKSTAGE_KEYS },
      catalog:
        s.BACKSTAGE_CATALOG_URL === undefined || s.BACKSTAGE_CATALOG_TOKEN === undefined
          ? undefined
          : { url: s.BACKSTAGE_CATALOG_URL, token: s.BACKSTAGE_CATALOG_TOKEN },
      proxySecret: s.PROXY_SECRET,
      bootstrapAdmin: s.BOOTSTRAP_ADMIN,
    },
    operatorToken: s.OPERATOR_TOKEN,
    fourEyes: s.POLICY_FOUR_EYES === "on",
    numbers: s.NUMBERS,
  };
}

function folded(names: readonly string[]): Set<string> {
  return new Set(names.map((name) => name.normalize("NFC").toLowerCase()));
}

function crossFaults(s: z.infer<typeof settings>): string[] {
  const faults: string[] = [];
  for (const source of Object.keys(s.HR_SOURCES)) {
    if (!Object.hasOwn(s.HR_SECRETS, source))
      faults.push(`HR_SECRETS.${source}: the source has no secret`);
  }
  for (const source of Object.keys(s.HR_SECRETS)) {
    if (!Object.hasOwn(s.HR_SOURCES, source))
      faults.push(`HR_SECRETS${safeName(source)}: a source that is not in HR_SOURCES`);
  }
  if ((s.BACKSTAGE_CATALOG_URL === undefined) !== (s.BACKSTAGE_CATALOG_TOKEN === undefined)) {
    faults.push("BACKSTAGE_CATALOG_TOKEN: BACKSTAGE_CATALOG_URL and its token come together");
  }
  return faults;
}

/** Where the fault is. Within secrets a name may itself be a secret in the wrong place: none is repeated. */
function pathOf({ path }: z.core.$ZodIssue): string {
  const [setting, ...within] = path.map(String);
  if (setting !== "HR_SECRETS") return path.map(String).join(".");
  return [`${setting}${safeName(within[0] ?? "")}`, ...within.slice(1)].join(".");
}

/** The name of a source, or nothing where it has another form. */
function safeName(source: string): string {
  return sourceName.safeParse(source).success ? `.${source}` : "";
}

/** A zod message without the input: zod's own texts name what was expected, some name what came. */
function textOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type")
    return issue.input === undefined ? "is missing" : `must be ${issue.expected}`;
  if (issue.code === "unrecognized_keys") return `does not know ${issue.keys.join(", ")}`;
  return issue.message;
}
