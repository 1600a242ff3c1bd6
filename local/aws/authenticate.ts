import type { Key } from "./rows.ts";
import { amzDate, readSignature, signatureMatches, type Signature } from "./sigv4.ts";
import { Refusal, type Service, type WireRequest } from "./wire.ts";
import type { World } from "./world.ts";

/** The services by the names that signatures and policies have for them; SCIM has neither. */
export const signingNames: Readonly<Record<Service, string>> = {
  "sso-admin": "sso",
  scim: "identitystore-scim",
  ses: "ses",
  identitystore: "identitystore",
  organizations: "organizations",
  sts: "sts",
};

/** The codes that the JSON services and STS have for the same thing. */
const codes = {
  missing: { json: "MissingAuthenticationTokenException", sts: "MissingAuthenticationToken" },
  malformed: { json: "IncompleteSignatureException", sts: "IncompleteSignature" },
  unknownKey: { json: "UnrecognizedClientException", sts: "InvalidClientTokenId" },
  mismatch: { json: "InvalidSignatureException", sts: "SignatureDoesNotMatch" },
  expired: { json: "ExpiredTokenException", sts: "ExpiredToken" },
} as const;

/**
 * Who calls, judged as the request arrives. `verify: false` leaves the signature itself unchecked, not its age, key
 * or session, and takes a request without any signature as the role's.
 * @throws Refusal as the service words it.
 */
export function authenticate(
  world: World,
  request: WireRequest,
  service: Service,
  at: number,
  options: { readonly verify: boolean },
): Key {
  const signature = readSignature(request);
  if (signature === "missing" && !options.verify) return unsigned(world, service);
  if (signature === "missing") throw refuse(service, "missing", "Missing Authentication Token");
  if (signature === "malformed") {
    throw refuse(
      service,
      "malformed",
      "Authorization header requires Credential, SignedHeaders, Signature and a date.",
    );
  }
  checkScope(world, service, signature);
  const key = world.keys.get(signature.accessKeyId);
  if (key === undefined || key.session?.token !== signature.sessionToken) {
    throw refuse(service, "unknownKey", "The security token included in the request is invalid.");
  }
  checkAge(world, service, signature, at);
  if (options.verify && !signatureMatches(request, signature, key)) {
    throw refuse(
      service,
      "mismatch",
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access " +
        "Key and signing method. Consult the service documentation for details.",
    );
  }
  if (key.session !== undefined && key.session.expiresAt <= at) throw expired(service);
  return key;
}

/** The session has ended. */
export function expired(service: Service): Refusal {
  return refuse(service, "expired", "The security token included in the request is expired");
}

function refuse(service: Service, what: keyof typeof codes, message: string): Refusal {
  return service === "sts"
    ? new Refusal(codes[what].sts, message, {}, what === "malformed" ? 400 : 403)
    : new Refusal(codes[what].json, message, {}, service === "ses" ? 403 : 400);
}

function checkScope(world: World, service: Service, signature: Signature): void {
  const { region } = world.names;
  const regions =
    service === "organizations"
      ? ["us-east-1"]
      : service === "sts"
        ? [region, "us-east-1"]
        : [region];
  if (!regions.includes(signature.region)) {
    throw refuse(service, "mismatch", "Credential should be scoped to a valid region.");
  }
  const name = signingNames[service];
  if (signature.service !== name) {
    throw refuse(service, "mismatch", `Credential should be scoped to correct service: '${name}'.`);
  }
}

function checkAge(
  world: World,
  service: Service,
  { timestamp, signedAt }: Signature,
  at: number,
): void {
  const minutes = world.switches.signatureAge === "5-minutes" ? 5 : 15;
  const window = minutes * 60_000;
  if (at - signedAt > window) {
    const message =
      `Signature expired: ${timestamp} is now earlier than ${amzDate(at - window)} ` +
      `(${amzDate(at)} - ${minutes} min.)`;
    throw service === "sts"
      ? new Refusal(world.switches.stsExpired, message, {}, 403)
      : refuse(service, "mismatch", message);
  }
  if (signedAt - at > window) {
    const message =
      `Signature not yet current: ${timestamp} is still later than ${amzDate(at + window)} ` +
      `(${amzDate(at)} + ${minutes} min.)`;
    throw refuse(service, "mismatch", message);
  }
}

function unsigned(world: World, service: Service): Key {
  const arn =
    service === "sts"
      ? `arn:aws:iam::${world.names.managementAccountId}:user/unsigned`
      : world.names.roleArn;
  const session = service === "sts" ? undefined : { token: "", expiresAt: Number.MAX_SAFE_INTEGER };
  return { accessKeyId: "UNSIGNED", secretAccessKey: "", arn, userId: "UNSIGNED", session };
}
