import type { CallOptions } from "./ports.ts";

export interface Account {
  id: string;
  name: string;
  email?: string | undefined;
  state: "PENDING_ACTIVATION" | "ACTIVE" | "SUSPENDED" | "PENDING_CLOSURE" | "CLOSED";
  /** Of ids, as `o-.../r-.../ou-.../`, perhaps with its own id last; empty where AWS does not say. */
  paths: string[];
}

/** A root or an organizational unit. */
export interface OrganizationalUnit {
  id: string;
  name: string;
  /** A root has none. */
  parentId?: string | undefined;
}

/** AWS Organizations, read only. Every list is complete or throws; every failure is an `AwsError`. */
export interface Organizations {
  listAccounts(options?: CallOptions): Promise<Account[]>;
  /** The roots and every organizational unit under them, parents first. */
  ouNames(options?: CallOptions): Promise<OrganizationalUnit[]>;
  describeOrganization(options?: CallOptions): Promise<{ id: string; managementAccountId: string }>;
  tagsOf(accountId: string, options?: CallOptions): Promise<Record<string, string>>;
}
