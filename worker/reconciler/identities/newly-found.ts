import { sql } from "drizzle-orm";
import { append } from "../../audit/append.ts";
import { change, merge, refuseIf } from "../../db/change.ts";
import type { Change } from "../../db/change.ts";
import { NEVER } from "../../db/context.ts";
import { newId } from "../../db/ids.ts";
import { raw } from "../../db/statement.ts";
import { openFinding } from "../../directory/finding.ts";
import { groups } from "../../directory/tables.ts";
import { people } from "../../people/tables.ts";
import { assignments } from "../../grants/tables.ts";
import { targetKey } from "../../policy/facts.ts";
import type { Target } from "../../policy/facts.ts";
import type { Deps } from "../deps.ts";
import type { IdentityView } from "./view.ts";

/**
 * Access that no row of ours knew of: found; ours to remove at once when its holder has left or is suspended. Refused when
 * that has changed since the list was asked for: whoever changed it knew nothing of this access.
 */
export function newlyFound(
  { ctx }: Deps,
  { row, person }: IdentityView,
  targets: readonly Target[],
): Change {
  if (targets.length === 0) return change({});
  const now = ctx.now();
  const isOut = person === null || person.employment === "left" || person.suspended_at !== null;
  const found = targets.map((target) => ({
    id: newId(ctx, "asg"),
    target_key: targetKey(target),
    account_id: target.kind === "account" ? target.account_id : null,
    permission_set_arn: target.kind === "account" ? target.permission_set_arn : null,
    group_id: target.kind === "group" ? target.group_id : null,
  }));
  const protectedNames = JSON.stringify([...ctx.config.protected.groups]);
  const isProtected = sql`coalesce(value->>'group_id' in (select ${groups.id} from ${groups}
    where lower(${groups.name}) in (select value from json_each(${protectedNames}))), 0)`;
  return merge(
    change({
      guards: [
        refuseIf(sql`select 1 from ${people} where ${people.id} = ${row.person_id}
          and (${people.employment} = 'left' or ${people.suspended_at} is not null) <> ${isOut ? 1 : 0}`),
      ],
      writes: [
        raw(sql`
          insert into ${assignments}
            (id, identity_id, target_key, account_id, permission_set_arn, group_id, origin, observed, seen_at, taken_over_at, check_at, version, op, attempt)
          select value->>'id', ${row.id}, value->>'target_key', value->>'account_id', value->>'permission_set_arn', value->>'group_id',
            iif(${isOut ? 1 : 0} and not ${isProtected}, 'managed', 'found'), 'present', ${now},
            iif(${isOut ? 1 : 0} and not ${isProtected}, ${now}, null), iif(${isOut ? 1 : 0}, ${now}, ${NEVER}), 1, 'none', 0
          from json_each(${JSON.stringify(found)}) where true`),
      ],
      audit: found.map(({ id, target_key }) =>
        append(ctx, {
          action: "assignment.found",
          person_id: row.person_id,
          assignment_id: id,
          details: { target: target_key },
        }),
      ),
    }),
    ...(isOut ? [] : found.map(({ id }) => openFinding(ctx, "no_rule", row.id, id))),
  );
}
