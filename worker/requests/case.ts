/**
 * What a decision on a request stands on, read at once.
 * @module
 */
import { eq, inArray, or, sql } from "drizzle-orm";
import type { Ctx, Instant } from "../db/context.ts";
import { people } from "../people/tables.ts";
import { stateOf } from "../people/state.ts";
import type { Target } from "../policy/facts.ts";
import type { KnownApprover, Pinned } from "./approvers.ts";
import { requestApprovers, requests } from "./tables.ts";

export type Request = typeof requests.$inferSelect;
export type Person = typeof people.$inferSelect;

/** Somebody whom HR knows: one of the pinned, or who acts; with the version that a decision by them stands on. */
interface KnownPerson extends KnownApprover {
  readonly version: number;
  /** When an admin said who they are in Backstage; null where the policy's rule did. */
  readonly ref_said_at: Instant | null;
}

/** A request, whom it is for, and who may decide. */
export interface Case {
  readonly request: Request;
  readonly requester: Person;
  readonly pinned: readonly Pinned[];
  readonly known: readonly KnownPerson[];
}

/** The queries of a case, for one read; `caseOf` takes their answers. */
export function caseQueries({ db, actor }: Pick<Ctx, "db" | "actor">, requestId: string) {
  const pinned = sql`(select ${requestApprovers.approver} from ${requestApprovers} where ${requestApprovers.request_id} = ${requestId})`;
  const pinnedIds = sql`(select substr(${requestApprovers.approver}, 8) from ${requestApprovers}
    where ${requestApprovers.request_id} = ${requestId} and ${requestApprovers.approver} like 'person:%')`;
  return [
    db.q.select().from(requests).where(eq(requests.id, requestId)),
    db.q
      .select()
      .from(people)
      .where(
        eq(
          people.id,
          sql`(select ${requests.person_id} from ${requests} where ${requests.id} = ${requestId})`,
        ),
      ),
    db.q
      .select({ approver: requestApprovers.approver, fallback: requestApprovers.fallback })
      .from(requestApprovers)
      .where(eq(requestApprovers.request_id, requestId)),
    db.q
      .select({
        id: people.id,
        backstage_ref: people.backstage_ref,
        employment: people.employment,
        suspended_at: people.suspended_at,
        version: people.version,
        ref_said_at: people.ref_said_at,
      })
      .from(people)
      .where(
        or(
          inArray(people.id, pinnedIds),
          inArray(people.backstage_ref, pinned),
          eq(people.id, actor.kind === "person" ? actor.id : ""),
        ),
      ),
  ] as const;
}

type Answers = readonly [
  Request[],
  Person[],
  Pinned[],
  Pick<
    Person,
    "id" | "backstage_ref" | "employment" | "suspended_at" | "version" | "ref_said_at"
  >[],
];

/** The case, or undefined where there is no such request. */
export function caseOf([[request], [requester], pinned, known]: Answers): Case | undefined {
  if (request === undefined || requester === undefined) return undefined;
  return {
    request,
    requester,
    pinned,
    known: known.map((person) => ({
      id: person.id,
      backstage_ref: person.backstage_ref,
      version: person.version,
      ref_said_at: person.ref_said_at,
      active: isActive(person),
    })),
  };
}

/** Whether somebody works here and is not suspended. */
export function isActive(person: Pick<Person, "employment" | "suspended_at">): boolean {
  return stateOf(person) === "active";
}

/** What the request is about; the columns hold the one or the other, by `targetKey`. */
export function targetOf(
  request: Pick<Request, "account_id" | "permission_set_arn" | "group_id">,
): Target {
  const { account_id, permission_set_arn, group_id } = request;
  if (group_id !== null) return { kind: "group", group_id };
  if (account_id === null || permission_set_arn === null)
    throw new Error("a request without a target");
  return { kind: "account", account_id, permission_set_arn };
}
