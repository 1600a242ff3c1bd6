/** What is so before a test begins. */
import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { held } from "../../worker/held/tables.ts";
import { NEVER } from "../../worker/db/context.ts";
import { assignments } from "../../worker/grants/tables.ts";
import { identities, people } from "../../worker/people/tables.ts";
import { policies } from "../../worker/policy/tables.ts";
import type { PolicyDocument } from "../../worker/policy/document.ts";
import { START } from "./clock.ts";

type Person = typeof people.$inferInsert;

/** An active person; everything follows from the name unless told otherwise. Their ref is `user:default/<name>`. */
export async function givenPerson(name: string, overrides: Partial<Person> = {}): Promise<Person> {
  const email = overrides.email ?? `${name}@example.com`;
  const person: Person = {
    id: `per_${name}`,
    source: "default",
    worker_id: name,
    email,
    email_key: email.toLowerCase(),
    given_name: name,
    family_name: name,
    display_name: name,
    department: "Engineering",
    attributes: {},
    employment: "active",
    employment_since: START,
    backstage_ref: `user:default/${name}`,
    created_at: START,
    ...overrides,
  };
  await drizzle(env.DB).insert(people).values(person);
  return person;
}

/** An active policy. */
export async function givenPolicy(document: PolicyDocument): Promise<void> {
  await drizzle(env.DB).insert(policies).values({
    document,
    state: "active",
    proposed_by: "driver",
    proposed_at: START,
    activated_by: "driver",
    activated_at: START,
  });
}

/** An active policy that says no more than who is admin and who is auditor. */
export async function givenRoles(roles: NonNullable<PolicyDocument["roles"]>): Promise<void> {
  await givenPolicy({ roles });
}

/** A ref that two people claim, waiting for an admin's decision. */
export async function givenHeldRef(ref: string): Promise<void> {
  await drizzle(env.DB)
    .insert(held)
    .values({
      id: `hel_${ref}`,
      kind: "ref",
      key: ref,
      state: "open",
      details: { ref },
      opened_at: START,
    });
}

/** An assignment that AWS shows, of an identity of the person's own; nothing holds it. */
export async function givenAssignment(
  id: string,
  { person, account, set }: { person: string; account: string; set: string },
): Promise<void> {
  const db = drizzle(env.DB);
  const identity_id = `idn_${person}`;
  await db
    .insert(identities)
    .values({
      id: identity_id,
      person_id: `per_${person}`,
      principal_id: `principal-${person}`,
      user_name: `${person}@example.com`,
      email: `${person}@example.com`,
      status: "live",
      look_at: NEVER,
      delete_at: NEVER,
      check_at: NEVER,
      created_at: START,
    })
    .onConflictDoNothing();
  await db.insert(assignments).values({
    id,
    identity_id,
    target_key: `account/${account}/${set}`,
    account_id: account,
    permission_set_arn: set,
    origin: "managed",
    observed: "present",
    check_at: NEVER,
  });
}
