import type { Account, OrganizationalUnit } from "../aws/organizations.ts";
import { ImplausibleReading, isKnown } from "./part.ts";
import type { Things } from "./things.ts";

/** The organization's accounts, with the names of their OUs and their tags. */
export const accountThings: Things = {
  table: "accounts",
  key: "id",
  perRun: 5,

  async list({ config }, { organizations }) {
    const { managementAccountId } = await organizations.describeOrganization();
    const units = new Map((await organizations.ouNames()).map((unit) => [unit.id, unit]));
    const accounts = await organizations.listAccounts();
    if (!accounts.some((account) => account.id === managementAccountId))
      throw new ImplausibleReading("the list lacks the management account");
    return accounts.map((account) => ({
      key: account.id,
      listed: {
        name: account.name,
        email: account.email,
        state: account.state,
        management: account.id === managementAccountId,
        unreachable: account.id === managementAccountId && config.aws.account === "delegated",
        ou_path: ouPath(account, units),
      },
    }));
  },

  async ask(_ctx, { organizations }, { key, listed }) {
    const tags = Object.entries(await organizations.tagsOf(key));
    return { ...listed, tags: Object.fromEntries(tags.toSorted(byName)) };
  },

  async isThere({ organizations }, key) {
    return await isKnown(organizations.tagsOf(key));
  },

  columns: {
    name: { value: "told->>'name'", required: true },
    email: { value: "coalesce(told->>'email', '')", required: true },
    state: { value: "told->>'state'", required: true },
    management: { value: "told->>'management'", required: true },
    ou_path: { value: "told->'ou_path'", required: true },
    unreachable: { value: "told->>'unreachable'", required: true },
    tags: { value: "told->'tags'", required: true },
  },
};

/** The names of the OUs from the root down; undefined where AWS does not say where the account is. */
function ouPath(
  { id, paths }: Account,
  units: ReadonlyMap<string, OrganizationalUnit>,
): string[] | undefined {
  const [path] = paths;
  if (path === undefined) return undefined;
  const ids = path.split("/").filter((segment) => segment.startsWith("ou-"));
  return ids.map((unitId) => {
    const unit = units.get(unitId);
    // A unit made between the two lists: the next reading has both.
    if (unit === undefined) throw new ImplausibleReading(`the unit of account ${id} is not listed`);
    return unit.name;
  });
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}
