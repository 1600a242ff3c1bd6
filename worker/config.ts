import type { z } from "zod";
import type { Numbers } from "./numbers.ts";
import { settings, sourceName } from "./settings.ts";
import type { HrSource, jwks } from "./settings.ts";

export interface Config {
  readonly mode: "own" | "scim" | "observed";
  /** Users of leavers are deleted after the grace. */
  readonly deletesLeavers: boolean;
  readonly aws: {
    readonly region: string;
    /** One base URL for all services; AWS's own hosts when left out. */
    readonly endpoint?: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly roleArn: string;
    readonly externalId: string;
    /** Where the role stands: the management account, or a delegated administrator of Identity Center. */
    readonly account: "management" | "delegated";
    readonly instanceArn: string;
    readonly identityStoreId: string;
    readonly deadlineMs: number;
    /** In mode `scim`, and in no other. */
    readonly scim?: {
      readonly endpoint: string;
      /** `createdAt`: epoch ms. */
      readonly tokens: readonly { readonly token: string; readonly createdAt: number }[];
    };
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
    deletesLeavers:
      s.IDENTITY_MODE === "own" || (s.IDENTITY_MODE === "scim" && s.SCIM_LEAVERS === "delete"),
    aws: {
      region: s.AWS_REGION,
      ...(s.AWS_ENDPOINT === undefined ? {} : { endpoint: s.AWS_ENDPOINT }),
      accessKeyId: s.AWS_ACCESS_KEY_ID,
      secretAccessKey: s.AWS_SECRET_ACCESS_KEY,
      roleArn: s.AWS_ROLE_ARN,
      externalId: s.AWS_EXTERNAL_ID,
      account: s.AWS_ACCOUNT,
      instanceArn: s.AWS_INSTANCE_ARN,
      identityStoreId: s.AWS_IDENTITY_STORE_ID,
      deadlineMs: s.NUMBERS.aws_deadline_ms,
      ...(s.IDENTITY_MODE === "scim" &&
        s.SCIM_ENDPOINT !== undefined && {
          scim: { endpoint: s.SCIM_ENDPOINT, tokens: s.SCIM_TOKENS ?? [] },
        }),
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
    faults.push(
      "BACKSTAGE_CATALOG_TOKEN: comes with BACKSTAGE_CATALOG_URL; without that, it must be off",
    );
  }
  if (s.IDENTITY_MODE === "scim") {
    if (s.SCIM_ENDPOINT === undefined) faults.push("SCIM_ENDPOINT: is missing in mode scim");
    if (s.SCIM_TOKENS === undefined) faults.push("SCIM_TOKENS: mode scim needs a token");
  }
  return faults;
}

/** Where the fault is. Within secrets a name may itself be a secret in the wrong place: none is repeated. */
function pathOf({ path }: z.core.$ZodIssue): string {
  const [setting, ...within] = path.map(String);
  if (setting === "BACKSTAGE_JWKS_HEADERS") return setting;
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
