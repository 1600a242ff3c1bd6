import { CallLog, type CallRecord } from "./calls.ts";
import { makeConsole, type Console } from "./console.ts";
import { FaultBook, type Fault, type Faults } from "./faults.ts";
import { foundOrganization } from "./found.ts";
import { handle, type Desk } from "./handle.ts";
import { Policy, trustIn, type PolicyDocument } from "./iam/policy.ts";
import type { Random } from "./ids.ts";
import type { Organization } from "./organization.ts";
import { RateQuotas } from "./quota-rates.ts";
import { awsQuotas, type QuotaSettings } from "./quotas.ts";
import { pairKey, tupleKey, type PrincipalType, type User } from "./rows.ts";
import { restore, save, type Saved } from "./saved.ts";
import { makeScimTenant, type ScimTenant } from "./scim/control.ts";
import type { Mail, MailSettings } from "./ses/mail.ts";
import { settle } from "./sso-admin/settle.ts";
import { snapshot, type State } from "./state.ts";
import { checkSwitches, defaultSwitches, type Switches } from "./switches.ts";
import type { WireRequest, WireResult } from "./wire.ts";
import type { Change, LatencyRange, World } from "./world.ts";

/** How long asynchronous work takes: 0.1 to 0.4 s, 2 to 30 s, or as given. */
type Latency = "fast" | "real" | LatencyRange;

export type AwsOptions = {
  /** The clock, in epoch milliseconds. The core knows no other, and no timers. */
  readonly now: () => number;
  /** Chance: ids, secrets, latencies and faults come from it, and from nothing else. */
  readonly random: Random;
  /** Identity Center's home Region. */
  readonly region: string;
  readonly organization: Organization;
  /** Long-lived keys: all they may do is sts:AssumeRole and sts:GetCallerIdentity. */
  readonly credentials: readonly {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
  }[];
  /** The role that does the rest; one outside the management account acts as delegated administrator. */
  readonly role: {
    readonly arn: string;
    readonly externalId: string;
    /** What it may do; everything when left out. */
    readonly policy?: PolicyDocument;
  };
  readonly latency?: Latency;
  readonly switches?: Partial<Switches>;
  /** Off, signatures are not computed; their age, key and session still count. */
  readonly verifySignatures?: boolean;
  /** In place of AWS's own. */
  readonly quotas?: Partial<QuotaSettings>;
  /** How many calls the log keeps. */
  readonly callsKept?: number;
  /** What `save` gave: the world goes on from there instead of from the organization's data. */
  readonly saved?: Saved;
};

/** An AWS of one organization. Everything is synchronous: a call is one step. */
export type Aws = {
  /** Answers one request at this instant; `faults` strike this call alone. */
  handle(request: WireRequest, faults?: readonly Fault[]): WireResult;
  readonly faults: Faults;
  /** The answers to what is not known of AWS; setting takes effect with the next call. */
  switches: Switches;
  /** Setting takes effect with the next call. */
  quotas: QuotaSettings;
  latency: Latency;
  /** What people do by hand. */
  readonly console: Console;
  readonly scim: ScimTenant;
  readonly mail: {
    /** How many there ever were. */
    readonly count: number;
    /** The mails that are kept, with a higher `seq`, oldest first. */
    since(seq: number): readonly Mail[];
    settings: MailSettings;
  };
  /** What AWS holds now, for people and tests. */
  state(): State;
  /** Rises with every change of what AWS holds. */
  readonly version: number;
  hasAssignment(
    accountId: string,
    permissionSetArn: string,
    type: PrincipalType,
    principalId: string,
  ): boolean;
  isMember(groupId: string, userId: string): boolean;
  /** Users of that name, whatever its case. */
  usersNamed(userName: string): readonly User[];
  /** Asynchronous operations that have not ended. */
  pendingCount(): number;
  /** When the next asynchronous operation takes effect. */
  nextSettlement(): number | undefined;
  readonly calls: {
    /** How many there ever were. */
    readonly count: number;
    all(): readonly CallRecord[];
    since(seq: number): readonly CallRecord[];
    /** Called after each call; returns how to stop. */
    listen(listener: (call: CallRecord) => void): () => void;
  };
  /** Called at each change, at its own instant; returns how to stop. */
  onChange(listener: (change: Change) => void): () => void;
  /** Everything that it holds, as JSON can carry it. */
  save(): Saved;
  readonly names: World["names"];
  /** Its clock, in epoch milliseconds. */
  now(): number;
};

const latencies: Readonly<Record<"fast" | "real", LatencyRange>> = {
  fast: { minMs: 100, maxMs: 400 },
  real: { minMs: 2000, maxMs: 30_000 },
};
const callsKeptByDefault = 10_000;

/**
 * Makes an AWS.
 * @throws Error when the organization's data, a switch or the saved world is not right.
 */
export function createAws(options: AwsOptions): Aws {
  const { now, random, organization, region, role } = options;
  const switches: Switches = { ...defaultSwitches, ...checkSwitches(options.switches ?? {}) };
  let latency: Latency = options.latency ?? "fast";
  const quotas: QuotaSettings = { ...awsQuotas, ...options.quotas };
  const setting = {
    random,
    region,
    organization,
    roleArn: role.arn,
    role: {
      trust: new Policy(trustIn(userArn(organization.managementAccountId), role.externalId)),
      policy: role.policy === undefined ? undefined : new Policy(role.policy),
    },
    latency: rangeOf(latency),
    switches,
    quotas,
  };
  const world = foundOrganization(setting, now());
  if (options.saved !== undefined) restore(world, options.saved);
  addKeys(world, options.credentials);
  const calls = new CallLog(options.callsKept ?? callsKeptByDefault);
  const faults = new FaultBook(random);
  const desk: Desk = {
    now,
    world,
    calls,
    faults,
    rates: new RateQuotas(now, () => world.quotas.rates),
    verifySignatures: options.verifySignatures ?? true,
  };
  const settled = (): World => {
    settle(world, calls, now());
    return world;
  };
  return {
    handle: (request, extra = []) => handle(desk, request, extra),
    faults,
    get switches() {
      return world.switches;
    },
    set switches(given) {
      world.switches = given;
    },
    get quotas() {
      return world.quotas;
    },
    set quotas(given) {
      world.quotas = given;
    },
    get latency() {
      return latency;
    },
    set latency(given) {
      latency = given;
      world.latency = rangeOf(given);
    },
    console: makeConsole(settled, now),
    scim: makeScimTenant(settled, now),
    mail: {
      get count() {
        return world.mailbox.count;
      },
      since: (seq) => world.mailbox.mails.filter((mail) => mail.seq > seq),
      get settings() {
        return world.mailbox.settings;
      },
      set settings(given) {
        world.mailbox.settings = given;
        world.version += 1;
      },
    },
    state: () => snapshot(settled()),
    get version() {
      return settled().version;
    },
    hasAssignment: (accountId, permissionSetArn, principalType, principalId) =>
      settled().assignments.has(
        tupleKey({ accountId, permissionSetArn, principalType, principalId }),
      ),
    isMember: (groupId, userId) => settled().membershipByPair.has(pairKey(groupId, userId)),
    usersNamed(userName) {
      const user = world.users.get(world.userByName.get(userName.toLowerCase()) ?? "");
      return user === undefined ? [] : [user];
    },
    pendingCount: () => settled().pending.length,
    nextSettlement: () => settled().pending[0]?.settlesAt,
    calls,
    onChange(listener) {
      world.listeners.add(listener);
      return () => world.listeners.delete(listener);
    },
    save: () => save(settled()),
    names: world.names,
    now,
  };
}

function rangeOf(latency: Latency): LatencyRange {
  return typeof latency === "string" ? latencies[latency] : latency;
}

function addKeys(world: World, credentials: AwsOptions["credentials"]): void {
  for (const { accessKeyId, secretAccessKey } of credentials) {
    const arn = userArn(world.names.managementAccountId);
    const userId = `AIDA${accessKeyId.slice(-16)}`;
    world.keys.set(accessKeyId, { accessKeyId, secretAccessKey, arn, userId, session: undefined });
  }
}

/** The user whose keys the long-lived ones are. */
function userArn(managementAccountId: string): string {
  return `arn:aws:iam::${managementAccountId}:user/daypass`;
}
