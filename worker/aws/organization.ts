import * as z from "zod";
import { type JsonClient, maybe, nextToken } from "./json-client.ts";
import type { Account, OrganizationalUnit, Organizations } from "./organizations.ts";
import { truncated } from "./pages.ts";
import type { CallOptions } from "./ports.ts";

const state = z.enum(["PENDING_ACTIVATION", "ACTIVE", "SUSPENDED", "PENDING_CLOSURE", "CLOSED"]);
const account = z.object({
  Id: z.string(),
  Name: z.string(),
  Email: maybe(z.string()),
  State: maybe(state),
  Status: maybe(state),
  Paths: maybe(z.array(z.string())),
});
const accounts = z.object({ Accounts: z.array(account), NextToken: nextToken });
const unit = z.object({ Id: z.string(), Name: z.string() });
const roots = z.object({ Roots: z.array(unit), NextToken: nextToken });
const units = z.object({ OrganizationalUnits: z.array(unit), NextToken: nextToken });
const organization = z.object({
  Organization: z.object({ Id: z.string(), MasterAccountId: z.string() }),
});
const tags = z.object({
  Tags: z.array(z.object({ Key: z.string(), Value: z.string() })),
  NextToken: nextToken,
});

/** The calls of AWS Organizations; it gives 20 rows a page at most. */
export function organizationCalls(client: JsonClient): Organizations {
  return {
    listAccounts: (options) =>
      client.list(
        {
          name: "ListAccounts",
          input: { MaxResults: 20 },
          output: accounts,
          read: (out) => {
            const read = out.Accounts.map(readAccount);
            return read.every((row) => row !== undefined) ? read : undefined;
          },
        },
        options,
      ),

    ouNames: (options) => readTree(client, options),

    describeOrganization: (options) =>
      client.call(
        {
          name: "DescribeOrganization",
          input: {},
          output: organization,
          read: (out) => ({
            id: out.Organization.Id,
            managementAccountId: out.Organization.MasterAccountId,
          }),
        },
        options,
      ),

    tagsOf: async (accountId, options) => {
      const rows = await client.list(
        {
          name: "ListTagsForResource",
          input: { ResourceId: accountId },
          output: tags,
          read: (out) => out.Tags,
        },
        options,
      );
      return Object.fromEntries(rows.map((tag) => [tag.Key, tag.Value]));
    },
  };
}

/** AWS retired `Status` for `State`; either will do, one must be there. */
function readAccount(row: z.infer<typeof account>): Account | undefined {
  const known = row.State ?? row.Status;
  if (known === undefined) return undefined;
  return {
    id: row.Id,
    name: row.Name,
    email: row.Email,
    state: known,
    paths: row.Paths ?? [],
  };
}

async function readTree(client: JsonClient, options?: CallOptions): Promise<OrganizationalUnit[]> {
  const tree: OrganizationalUnit[] = await client.list(
    {
      name: "ListRoots",
      input: { MaxResults: 20 },
      output: roots,
      read: (out) => out.Roots.map((root) => ({ id: root.Id, name: root.Name })),
    },
    options,
  );
  const known = new Set(tree.map((node) => node.id));
  // The tree grows under the loop: each unit found is a parent to ask about in its turn.
  for (const { id: parentId } of tree) {
    const children = await unitsUnder(client, parentId, options);
    for (const child of children) {
      if (known.has(child.id)) {
        throw truncated({
          service: "organizations",
          operation: "ListOrganizationalUnitsForParent",
        });
      }
      known.add(child.id);
      tree.push(child);
    }
  }
  return tree;
}

function unitsUnder(
  client: JsonClient,
  parentId: string,
  options?: CallOptions,
): Promise<OrganizationalUnit[]> {
  return client.list(
    {
      name: "ListOrganizationalUnitsForParent",
      input: { ParentId: parentId, MaxResults: 20 },
      output: units,
      read: (out) =>
        out.OrganizationalUnits.map((child) => ({ id: child.Id, name: child.Name, parentId })),
    },
    options,
  );
}
