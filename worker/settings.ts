/**
 * The form of every setting and secret.
 * @module
 */
import { z } from "zod";
import { numbersSchema } from "./numbers.ts";

export const sourceName = z.string().regex(/^[a-z0-9-]{1,40}$/);

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

export const jwks = z.strictObject({
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

/**
 * A secret that an installation may do without, and then says so by the word `off`: undefined. One that was forgotten
 * must not pass for one that nobody needs, since the proxy's secret left out is a check left out.
 */
const secretOrOff = <T extends z.ZodType>(inner: T) =>
  z
    .preprocess((value) => (value === "off" ? null : value), inner.nullable())
    .transform((value) => value ?? undefined);

const secret = z.string().min(16, "must have at least 16 characters");

/** As Identity Center's console gives it; it tells of none when it was made, so its maker does. */
const bearerToken = z
  // Not strict: a name that is not known may be a token in the wrong place, and none is repeated.
  .object({ token: secret, created_at: z.iso.datetime({ offset: true }) })
  .transform(({ token, created_at }) => ({ token, createdAt: Date.parse(created_at) }));

/** Every setting and secret by its name; an empty text is a setting left out. */
export const settings = z.object({
  IDENTITY_MODE: z.enum(["own", "scim", "observed"]),
  AWS_REGION: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "must be an AWS Region"),
  AWS_ENDPOINT: optional(z.url()),
  AWS_ACCESS_KEY_ID: secret,
  AWS_SECRET_ACCESS_KEY: secret,
  AWS_ROLE_ARN: z
    .string()
    .regex(/^arn:aws[\w-]*:iam::\d{12}:role\/.+$/, "must be the ARN of a role"),
  AWS_EXTERNAL_ID: z.string().min(2),
  AWS_ACCOUNT: z.preprocess(
    (value) => absent(value) ?? "management",
    z.enum(["management", "delegated"]),
  ),
  AWS_INSTANCE_ARN: z
    .string()
    .regex(
      /^arn:aws[\w-]*:sso:::instance\/(sso)?ins-[a-zA-Z0-9-.]{16}$/,
      "must be the ARN of an Identity Center instance",
    ),
  AWS_IDENTITY_STORE_ID: z.string().regex(/^d-[0-9a-f]{10}$/, "must look like d-1234567890"),
  SCIM_ENDPOINT: optional(
    z.url().regex(/\/scim\/v2\/?$/, "must end in /scim/v2, as the console shows it"),
  ).transform((url) => url?.replace(/\/$/, "")),
  SCIM_TOKENS: secretOrOff(json(z.array(bearerToken).min(1).max(2))),
  SCIM_LEAVERS: z.preprocess((value) => absent(value) ?? "keep", z.enum(["keep", "delete"])),
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
  BACKSTAGE_JWKS_HEADERS: secretOrOff(json(z.record(z.string(), z.string()))),
  BACKSTAGE_KEYS: optional(json(jwks)),
  BACKSTAGE_CATALOG_URL: optional(z.url()),
  BACKSTAGE_CATALOG_TOKEN: secretOrOff(secret),
  PROXY_SECRET: secretOrOff(secret),
  BOOTSTRAP_ADMIN: optional(z.string().regex(/^user:[^/]+\/.+$/, "must be a Backstage user ref")),
  OPERATOR_TOKEN: secret,
  POLICY_FOUR_EYES: z.preprocess((value) => absent(value) ?? "on", z.enum(["on", "off"])),
  NUMBERS: z.preprocess((value) => absent(value) ?? "{}", json(numbersSchema)),
});

export type HrSource = z.infer<typeof hrSource>;
