/**
 * All that a decision on a request needs to know, for one screen.
 * @module
 */
import { and, desc, eq, lt, or, sql } from "drizzle-orm";
import type { Ctx } from "../db/context.ts";
import { accounts, groupAssignments, permissionSets } from "../directory/tables.ts";
import { accessOf } from "../grants/access-of.ts";
import type { Access } from "../grants/access-of.ts";
import { loadGrants } from "../grants/load.ts";
import type { LoadedGrant } from "../grants/load.ts";
import { LONGEST_SESSION_MS } from "../grants/session.ts";
import { people } from "../people/tables.ts";
import { worldOf, worldQueries } from "../policy/active.ts";
import { eligibilityFor } from "../policy/eligibility.ts";
import type { Eligibility } from "../policy/eligibility.ts";
import { personFacts } from "../policy/person-facts.ts";
import type { Risk } from "../policy/policy.ts";
import { caseOf, caseQueries, targetOf } from "./case.ts";
import type { Case } from "./case.ts";
import { detailQueries, requestSelect } from "./load.ts";
import type { LoadedRequest, RequestDetail } from "./load.ts";
import { accessSpan, isOpen } from "./rules.ts";
import type { Span } from "./rules.ts";
import { requests } from "./tables.ts";

const MOST_EARLIER = 5;

/** A permission set in an account that the request is about; of a group all that it gives. */
export interface Allowed {
  readonly account_id: string;
  readonly account_name: string | null;
  readonly permission_set_arn: string;
  readonly permission_set: string;
  readonly description: string | null;
  readonly policies: readonly string[];
  readonly session_ms: number;
  /** Null where the policy says nothing of the set. */
  readonly risk: Risk | null;
}

/** An earlier request for the same, with the access that came of it. */
export interface Earlier {
  readonly loaded: LoadedRequest;
  readonly grant: LoadedGrant | null;
}

export interface Brief {
  readonly about: Case;
  readonly detail: RequestDetail;
  readonly allows: readonly Allowed[];
  /** What they have, or are to have, in the accounts that the request is about. */
  readonly has: readonly Access[];
  /** Newest first. */
  readonly earlier: readonly Earlier[];
  /** The terms on which they may have it now, or why they may not any more. */
  readonly eligibility: Eligibility;
  /** What an approval at this moment gives; null once decided. */
  readonly would_give: (Span & { readonly credentials_dead_by: number }) | null;
  /** What the people are called whom the rest names by `person:<id>` or their ref. */
  readonly names: ReadonlyMap<string, string>;
}

/** The brief of a request, or undefined where there is none; two round trips, and one where the world is to be read. */
export async function brief(ctx: Ctx, id: string): Promise<Brief | undefined> {
  const { q } = ctx.db;
  const one = sql`(select ${requests.person_id} from ${requests} where ${requests.id} = ${id})`;
  const same = sql`(select ${requests.target_key} from ${requests} where ${requests.id} = ${id})`;
  const [
    [request, requester, pinned, known, loaded, notes, timeline, sets, before, ...versions],
    has,
  ] = await Promise.all([
    ctx.db.read([
      ...caseQueries(ctx, id),
      ...detailQueries(ctx, id),
      allowedQuery(ctx, id),
      requestSelect(ctx)
        .where(and(eq(requests.person_id, one), eq(requests.target_key, same), lt(requests.id, id)))
        .orderBy(desc(requests.id))
        .limit(MOST_EARLIER),
      ...worldQueries(ctx),
    ]),
    accessOf(ctx, { all: true }, one),
  ]);
  const about = caseOf([request, requester, pinned, known]);
  const [found] = loaded;
  if (about === undefined || found === undefined) return undefined;
  const grantIds = [about.request, ...before.map((row) => row.request)].flatMap(
    ({ grant_id }) => grant_id ?? [],
  );
  const said = [
    ...pinned.map(({ approver }) => approver),
    ...notes.map(({ by }) => by),
    ...[about.request, ...before.map((row) => row.request)].flatMap(
      ({ decided_by }) => decided_by ?? [],
    ),
    `person:${about.requester.manager_id}`,
  ];
  const [grants, [called], world] = await Promise.all([
    loadGrants(ctx, [...new Set(grantIds)]),
    ctx.db.read([
      q
        .select({ id: people.id, ref: people.backstage_ref, display_name: people.display_name })
        .from(people)
        .where(
          or(
            sql`${people.id} in (select substr(value, 8) from json_each(${JSON.stringify(said)}))`,
            sql`${people.backstage_ref} in (select value from json_each(${JSON.stringify(said)}))`,
          ),
        ),
    ]),
    worldOf(ctx, versions),
  ]);
  const grantOf = ({ grant_id }: { grant_id: string | null }) =>
    grants.find((grant) => grant.id === grant_id) ?? null;
  const detail = { ...found, approvers: pinned, notes, timeline, grant: grantOf(about.request) };
  const allows = sets.map((set) => ({
    ...set,
    risk: world.compiled.risks.get(set.permission_set_arn) ?? null,
  }));
  return {
    about,
    detail,
    allows,
    has: (has ?? []).filter((access) => isThere(access, about, allows)),
    earlier: before.map((row) => ({ loaded: row, grant: grantOf(row.request) })),
    eligibility: eligibilityFor(
      world.compiled,
      personFacts(about.requester),
      targetOf(about.request),
      {
        duration_ms: about.request.duration_ms,
        justification: about.request.justification,
        ...(about.request.ticket === null ? {} : { ticket: about.request.ticket }),
      },
    ),
    would_give: wouldGive(about, detail.grant, allows, ctx.now()),
    names: new Map(
      called.flatMap(({ id: person, ref, display_name }) => [
        [`person:${person}`, display_name] as const,
        ...(ref === null ? [] : [[ref, display_name] as const]),
      ]),
    ),
  };
}

function allowedQuery({ db }: Pick<Ctx, "db">, id: string) {
  return db.q
    .select({
      account_id: sql<string>`coalesce(${requests.account_id}, ${groupAssignments.account_id})`,
      account_name: accounts.name,
      permission_set_arn: permissionSets.arn,
      permission_set: permissionSets.name,
      description: permissionSets.description,
      policies: permissionSets.policies,
      session_ms: permissionSets.session_duration_ms,
    })
    .from(requests)
    .leftJoin(groupAssignments, eq(groupAssignments.group_id, requests.group_id))
    .innerJoin(
      permissionSets,
      eq(
        permissionSets.arn,
        sql`coalesce(${requests.permission_set_arn}, ${groupAssignments.permission_set_arn})`,
      ),
    )
    .leftJoin(
      accounts,
      eq(accounts.id, sql`coalesce(${requests.account_id}, ${groupAssignments.account_id})`),
    )
    .where(eq(requests.id, id));
}

/** Whether the access is in an account that the request is about, or the very group. */
function isThere(access: Access, { request }: Case, allows: readonly Allowed[]): boolean {
  if (access.group_id !== null && access.group_id === request.group_id) return true;
  const there = new Set(allows.map(({ account_id }) => account_id));
  if (request.account_id !== null) there.add(request.account_id);
  if (access.account_id !== null) return there.has(access.account_id);
  return access.gives.some(({ account_id }) => there.has(account_id));
}

/** An extension begins where the grant ends. */
function wouldGive(
  { request }: Case,
  grant: LoadedGrant | null,
  allows: readonly Allowed[],
  now: number,
): Brief["would_give"] {
  if (!isOpen(request.state)) return null;
  const span =
    request.kind === "extension" && grant !== null
      ? { starts_at: grant.ends_at, ends_at: grant.ends_at + request.duration_ms }
      : accessSpan(request, now);
  const longest = Math.max(...allows.map(({ session_ms }) => session_ms));
  return {
    ...span,
    credentials_dead_by: span.ends_at + (allows.length === 0 ? LONGEST_SESSION_MS : longest),
  };
}
