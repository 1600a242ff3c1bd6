import { GLASS, GROUPS, emailOf } from "../company.ts";
import { principalOf } from "./aws-call.ts";
import type { AwsCall } from "./aws-call.ts";
import { Broken } from "./broken.ts";
import type { Invariant, Watch } from "./invariant.ts";

const WRITES = /^(?:Create|Delete|Update)/;

/** 5: nobody and nothing that is protected is ever touched. */
export function protectedStays({ aws, database }: Watch): Invariant {
  const [glass] = aws.usersNamed(emailOf(GLASS));
  const vault = new Set<string>();
  const remember = (row: { id: string; groupId: string }) => {
    if (row.groupId === GROUPS.vault) vault.add(row.id);
  };
  aws.state().memberships.forEach(remember);
  aws.onChange((change) => {
    if (change.what === "membership" && change.kind === "added") remember(change.row);
  });
  return {
    onAwsCall(call) {
      if (WRITES.test(call.operation) && isTouched(call))
        throw new Broken("5 what is protected stays", call);
    },
    after: ["identities", "hr_events"],
    afterWrite() {
      const [row] = database.read(
        `select user_name as what from identities where user_name = ?1
         union all select id from hr_events where email_key = ?1`,
        emailOf(GLASS),
      );
      if (row !== undefined) throw new Broken("5 nobody reaches for what is protected", row);
    },
  };

  function isTouched(call: AwsCall): boolean {
    const { input } = call;
    return (
      input["GroupId"] === GROUPS.vault ||
      vault.has(String(input["MembershipId"])) ||
      input["UserName"] === emailOf(GLASS) ||
      (glass !== undefined && [principalOf(call), input["UserId"]].includes(glass.id))
    );
  }
}

const TAKEN = `
  select a.id, a.target_key, a.taken_over_at, coalesce(p.employment = 'left' or p.suspended_at is not null, 1) as is_out,
    exists (select 1 from audit e where e.at between a.taken_over_at - 60000 and a.taken_over_at
      and (e.person_id = i.person_id and e.action = 'person.offboarded'
        or e.assignment_id = a.id and e.action = 'finding.settled'
        or e.action = 'held.released' and e.details->>'kind' = 'user_lost' and e.details->>'key' = a.identity_id)) as is_told
  from assignments a join identities i on i.id = a.identity_id left join people p on p.id = i.person_id
  where a.taken_over_at is not null`;

/** 5: found access becomes ours to remove by an offboarding, a suspension or an admin's word alone. */
export function foundGoesByWord({ database }: Watch): Invariant {
  const known = new Map<unknown, unknown>();
  return {
    after: ["assignments"],
    afterWrite() {
      for (const row of database.read(TAKEN)) {
        if (known.get(row["id"]) === row["taken_over_at"]) continue;
        known.set(row["id"], row["taken_over_at"]);
        if (row["is_out"] === 0 && row["is_told"] === 0)
          throw new Broken("5 found access goes by a person's word", row);
      }
    },
  };
}
