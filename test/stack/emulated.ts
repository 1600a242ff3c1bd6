import { createAws as createEmulator, type Aws as Emulator } from "../../local/aws/aws.ts";
import { shippedPolicy } from "../../local/aws/iam/shipped.ts";
import type { Organization } from "../../local/aws/organization.ts";
import type { Switches } from "../../local/aws/switches.ts";
import type { WireRequest } from "../../local/aws/wire.ts";
import { AwsError } from "../../worker/aws/errors.ts";
import { type Aws, createAws } from "../../worker/aws/index.ts";
import type { CallRecord } from "../../worker/aws/ports.ts";
import type { AwsSettings } from "../../worker/aws/settings.ts";

const START = Date.parse("2026-11-20T06:33:00Z");
const key = {
  accessKeyId: "AKIATEST000000000001",
  secretAccessKey: "test-secret-0000000000000001",
};
const externalId = "test-external";
/** The role stands in the management account, or in another that is delegated administrator. */
const roleArns = {
  management: "arn:aws:iam::100000000000:role/Daypass",
  delegated: "arn:aws:iam::100000000002:role/Daypass",
} as const;
const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

/** Enough of everything that each list needs several pages. */
const organization = {
  managementAccountId: "100000000000",
  instanceArn: "arn:aws:sso:::instance/ssoins-1234567890abcdef",
  identityStoreId: "d-1234567890",
  units: [
    { name: "Workloads", units: numbers(23).map((n) => ({ name: `team-${n}` })) },
    { name: "Sandbox" },
  ],
  accounts: numbers(45).map((n) => ({
    id: String(100_000_000_000 + n),
    name: `account-${n}`,
    email: `account-${n}@example.com`,
    ou: n === 0 ? "" : "Workloads/team-3",
    tags: { env: "prod", number: String(n) },
    ...(n === 44 && { state: "SUSPENDED" as const }),
  })),
  permissionSets: numbers(110).map((n) => ({
    name: `set-${n}`,
    sessionDuration: n === 0 ? "PT1H30M" : "PT4H",
    ...(n === 0 && {
      description: "The first",
      managedPolicies: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
      customerManagedPolicies: [{ name: "deploy" }],
      inlinePolicy: '{"Version":"2012-10-17","Statement":[]}',
    }),
  })),
  users: numbers(120).map((n) => ({
    userName: `user-${n}`,
    givenName: "User",
    familyName: `Number ${n}`,
    email: `user-${n}@example.com`,
    ...(n === 1 && { externalIds: [{ issuer: "https://idp.example.com", id: "00u1" }] }),
  })),
  groups: numbers(105).map((n) => ({
    name: `group-${n}`,
    members: n === 0 ? numbers(120).map((u) => `user-${u}`) : ["user-0"],
  })),
  assignments: numbers(120).map((n) => ({
    accountId: "100000000001",
    permissionSet: "set-0",
    principal: { user: `user-${n}` },
  })),
} satisfies Organization;

export interface Emulated {
  emulator: Emulator;
  aws: Aws;
  calls: CallRecord[];
  /** AWS's time; ours is this and `ahead`. */
  clock: { now: number; ahead: number };
}

/**
 * The Worker's own clients, wired to an emulated AWS in this process; a lost answer's deadline passes at once. The role
 * may do what the shipped policy allows.
 */
export function emulated(
  options: {
    switches?: Partial<Switches>;
    quotas?: boolean;
    account?: keyof typeof roleArns;
    settings?: Partial<AwsSettings>;
    /** Tokens of SCIM, each a day younger than the one before; without any the clients have no SCIM. */
    scimTokens?: readonly string[];
  } = {},
): Emulated {
  const clock = { now: START, ahead: 0 };
  const { account = "management" } = options;
  const role = { arn: roleArns[account], externalId };
  const emulator = createEmulator({
    now: () => clock.now,
    random: seeded(1),
    region: "eu-central-1",
    organization,
    credentials: [key],
    role: { ...role, policy: shippedPolicy(account, organization) },
    quotas: options.quotas === true ? {} : { rates: {} },
    switches: options.switches ?? {},
  });
  const tokens = (options.scimTokens ?? []).map((token, day) =>
    emulator.scim.createToken({ token, createdAt: START - (300 - day) * 86_400_000 }),
  );
  const settings: AwsSettings = {
    region: "eu-central-1",
    ...key,
    roleArn: role.arn,
    externalId: role.externalId,
    instanceArn: emulator.names.instanceArn,
    identityStoreId: emulator.names.identityStoreId,
    ...(tokens.length > 0 && {
      scim: { endpoint: `http://scim.test${emulator.scim.path}`, tokens },
    }),
    ...options.settings,
  };
  const calls: CallRecord[] = [];
  let deadlinePasses: (() => void) | undefined;
  const ports = {
    now: () => clock.now + clock.ahead,
    sleep: () => new Promise<void>((resolve) => (deadlinePasses = resolve)),
    fetch: async (request: Request) => {
      const result = emulator.handle(await wireOf(request));
      if (result.lost === undefined) return new Response(result.body || null, result);
      deadlinePasses?.();
      return new Promise<Response>(() => {});
    },
  };
  const aws = createAws(settings, ports, (call) => calls.push(call));
  return { emulator, aws, calls, clock };
}

/** What a call fails with. */
export async function failure(call: Promise<unknown>): Promise<AwsError> {
  const outcome: unknown = await call.catch((error: unknown) => error);
  if (outcome instanceof AwsError) return outcome;
  throw new Error("the call did not fail as AWS's clients fail", { cause: outcome });
}

async function wireOf(request: Request): Promise<WireRequest> {
  const { method, url, headers } = request;
  return { method, url, headers: Object.fromEntries(headers), body: await request.text() };
}

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
