import type { Schema } from "../../api/routes.ts";

type InAccount = Schema<"Target"> & { kind: "account" };

/** AWS's access portal, as `GET /v1/me` tells of it. */
export interface Portal {
  readonly url: string;
  /** Where Identity Center is. */
  readonly region: string;
}

/** The portal's shortcut to the console at that account and role; undefined while AWS has not told the role's name. */
export function consoleLink(
  { url }: Portal,
  { account_id, permission_set }: InAccount,
): string | undefined {
  if (permission_set === null) return undefined;
  const query = new URLSearchParams({ account_id, role_name: permission_set });
  return `${url.replace(/\/$/, "")}/#/console?${query.toString()}`;
}

/** A profile for `~/.aws/config`; undefined while AWS has not told the role's name. */
export function cliProfile(
  { url, region }: Portal,
  { account_id, account_name, permission_set }: InAccount,
): string | undefined {
  if (permission_set === null) return undefined;
  const name = `${account_name ?? account_id}-${permission_set}`.replace(/[^\w.-]+/g, "-");
  return [
    `[profile ${name}]`,
    `sso_start_url = ${url}`,
    `sso_region = ${region}`,
    `sso_account_id = ${account_id}`,
    `sso_role_name = ${permission_set}`,
    "",
  ].join("\n");
}
