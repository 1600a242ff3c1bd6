/**
 * How a part of the directory is read: first a list, then what must be asked of each thing, then all at once published.
 * @module
 */
import { AwsError } from "../aws/errors.ts";
import type { IdentityStore } from "../aws/identity-store.ts";
import type { Organizations } from "../aws/organizations.ts";
import type { SsoAdmin } from "../aws/sso-admin.ts";
import type { Ctx, Instant } from "../db/context.ts";
import type { Statement } from "../db/statement.ts";
import type { directoryParts, directoryReading } from "./tables.ts";

/** What of AWS the directory is read from. */
export interface AwsDirectory {
  readonly organizations: Organizations;
  readonly identityStore: Pick<IdentityStore, "listGroups" | "listMembers">;
  readonly ssoAdmin: Pick<
    SsoAdmin,
    | "describeInstance"
    | "describePermissionSet"
    | "inlinePolicy"
    | "listAccountsForProvisionedPermissionSet"
    | "listAssignments"
    | "listCustomerManagedPolicies"
    | "listManagedPolicies"
    | "listPermissionSets"
  >;
}

export type Part = (typeof directoryParts.$inferSelect)["part"];

/** One line of the reading under way; without `told` it is still to be asked about. */
export type Line = Pick<typeof directoryReading.$inferSelect, "key" | "listed"> & {
  readonly told?: Record<string, unknown>;
};

/** What a complete reading comes to. */
export interface Published {
  readonly writes: readonly Statement[];
  /** Numbers for the log; nothing is logged when nothing changed. */
  readonly counts: Readonly<Record<string, number>>;
  readonly changed: boolean;
  /** Whether people are judged by what changed. */
  readonly judged: boolean;
  readonly nextAt: Instant;
}

/** How one part is read. Every answer of AWS is whole, or an `AwsError` is thrown. */
export interface PartReader {
  /** Lines asked about in one run: a run makes about five calls. */
  readonly perRun: number;
  list(ctx: Pick<Ctx, "db" | "config">, aws: AwsDirectory): Promise<Line[]>;
  /** What AWS tells of a line, and the lines that follow from it. */
  ask(
    ctx: Pick<Ctx, "config">,
    aws: AwsDirectory,
    line: Line,
  ): Promise<{ told: Record<string, unknown>; more?: Line[] }>;
  /** @param since when the reading began */
  publish(ctx: Pick<Ctx, "db" | "config" | "now">, since: Instant): Promise<Published>;
}

/** AWS answered, and the answer can't be all: nothing is learned from it. */
export class ImplausibleReading extends Error {
  override name = "ImplausibleReading";
}

/**
 * The positive control of a list: it is asked of the Identity Center that is meant, and that one works.
 * @throws ImplausibleReading
 */
export async function checkInstance(
  { config }: Pick<Ctx, "config">,
  aws: AwsDirectory,
): Promise<void> {
  const { arn, identityStoreId, status } = await aws.ssoAdmin.describeInstance();
  if (arn !== config.aws.instanceArn || identityStoreId !== config.aws.identityStoreId)
    throw new ImplausibleReading("another instance answered");
  if (status !== undefined && status !== "ACTIVE")
    throw new ImplausibleReading(`the instance is ${status}`);
}

/** Whether AWS knows what it was asked about; every other failure is thrown. */
export async function isKnown(asked: Promise<unknown>): Promise<boolean> {
  try {
    await asked;
    return true;
  } catch (error) {
    if (error instanceof AwsError && error.class === "look") return false;
    throw error;
  }
}

/** What AWS tells, or nothing where it refuses: as a delegated administrator whatever reaches the management account. */
export async function unlessRefused<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AwsError && error.code === "AccessDeniedException") return undefined;
    throw error;
  }
}
