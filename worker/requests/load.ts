import { and, asc, desc, eq, lt } from "drizzle-orm";
import { audit } from "../audit/tables.ts";
import type { Ctx } from "../db/context.ts";
import { accounts, groups, permissionSets } from "../directory/tables.ts";
import { loadGrants } from "../grants/load.ts";
import type { LoadedGrant } from "../grants/load.ts";
import { people } from "../people/tables.ts";
import type { Pinned, Requester } from "./approvers.ts";
import type { Request } from "./case.ts";
import { requestApprovers, requestNotes, requests } from "./tables.ts";

/** A request with whom it is for and the names of what it is about. */
export interface LoadedRequest {
  readonly request: Request;
  readonly email: string;
  readonly display_name: string;
  readonly requester: Pick<Requester, "id" | "backstage_ref">;
  readonly names: {
    readonly account_name: string | null;
    readonly permission_set: string | null;
    readonly group: string | null;
  };
}

/** All there is to tell of one request. */
export interface RequestDetail extends LoadedRequest {
  readonly approvers: readonly Pinned[];
  readonly notes: readonly (typeof requestNotes.$inferSelect)[];
  readonly timeline: readonly (typeof audit.$inferSelect)[];
  /** The access that came of it, or that it is to make longer. */
  readonly grant: LoadedGrant | null;
}

/** The select of loaded requests. */
export function requestSelect({ db }: Pick<Ctx, "db">) {
  return db.q
    .select({
      request: requests,
      email: people.email,
      display_name: people.display_name,
      requester: { id: people.id, backstage_ref: people.backstage_ref },
      names: {
        account_name: accounts.name,
        permission_set: permissionSets.name,
        group: groups.name,
      },
    })
    .from(requests)
    .innerJoin(people, eq(people.id, requests.person_id))
    .leftJoin(accounts, eq(accounts.id, requests.account_id))
    .leftJoin(permissionSets, eq(permissionSets.arn, requests.permission_set_arn))
    .leftJoin(groups, eq(groups.id, requests.group_id))
    .$dynamic();
}

/** Requests, newest first; one round trip. */
export async function listRequests(
  ctx: Pick<Ctx, "db">,
  filters: {
    person_id?: string | undefined;
    state?: Request["state"] | undefined;
    before?: string | undefined;
  },
  limit: number,
): Promise<LoadedRequest[]> {
  const { person_id, state, before } = filters;
  const [rows] = await ctx.db.read([
    requestSelect(ctx)
      .where(
        and(
          person_id === undefined ? undefined : eq(requests.person_id, person_id),
          state === undefined ? undefined : eq(requests.state, state),
          before === undefined ? undefined : lt(requests.id, before),
        ),
      )
      .orderBy(desc(requests.id))
      .limit(limit),
  ]);
  return rows;
}

/** The queries of a request, its notes and its timeline. */
export function detailQueries(ctx: Pick<Ctx, "db">, id: string) {
  const { q } = ctx.db;
  return [
    requestSelect(ctx).where(eq(requests.id, id)),
    q
      .select()
      .from(requestNotes)
      .where(eq(requestNotes.request_id, id))
      .orderBy(asc(requestNotes.id)),
    q.select().from(audit).where(eq(audit.request_id, id)).orderBy(asc(audit.seq)),
  ] as const;
}

/** One request with its timeline, or undefined where there is none; two round trips. */
export async function loadRequest(
  ctx: Pick<Ctx, "db" | "now">,
  id: string,
): Promise<RequestDetail | undefined> {
  const [[found], notes, timeline, approvers] = await ctx.db.read([
    ...detailQueries(ctx, id),
    ctx.db.q
      .select({ approver: requestApprovers.approver, fallback: requestApprovers.fallback })
      .from(requestApprovers)
      .where(eq(requestApprovers.request_id, id)),
  ]);
  if (found === undefined) return undefined;
  const { grant_id } = found.request;
  const [grant] = grant_id === null ? [] : await loadGrants(ctx, [grant_id]);
  return { ...found, approvers, notes, timeline, grant: grant ?? null };
}
