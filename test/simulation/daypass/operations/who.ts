import { PEOPLE } from "../company.ts";
import type { Stand } from "../stand.ts";

/** An employee by their number; nobody touches the manager. */
export function login(person: number): string {
  return PEOPLE[1 + (person % (PEOPLE.length - 1))] ?? PEOPLE[1];
}

/** The worker's id as HR has it. */
export function workerOf(name: string): string {
  return `w-${name}`;
}

/** The newest request that can still be decided: of one worker, or of anybody. */
export function lastOpenRequest(
  { database }: Stand,
  name: string | null,
): { readonly id: string; readonly login: string } | undefined {
  const [row] = database.read(
    `select requests.id, people.worker_id from requests join people on people.id = requests.person_id
     where requests.state in ('waiting', 'questioned') and (?1 is null or people.worker_id = ?1) order by requests.id desc limit 1`,
    name === null ? null : workerOf(name),
  );
  return row === undefined
    ? undefined
    : { id: String(row["id"]), login: String(row["worker_id"]).slice("w-".length) };
}

export function lastGrant({ database }: Stand, name: string): string | undefined {
  const [row] = database.read(
    `select holds.grant_id from holds join assignments on assignments.id = holds.assignment_id
     join identities on identities.id = assignments.identity_id join people on people.id = identities.person_id
     where people.worker_id = ? and holds.reason = 'grant' order by holds.created_at desc limit 1`,
    workerOf(name),
  );
  return row === undefined ? undefined : String(row["grant_id"]);
}

export function personId({ database }: Stand, name: string): string | undefined {
  const [row] = database.read("select id from people where worker_id = ?", workerOf(name));
  return row === undefined ? undefined : String(row["id"]);
}

/** The user in AWS that Daypass holds for theirs. */
export function userId({ database }: Stand, name: string): string | undefined {
  const [row] = database.read(
    `select i.principal_id from identities i join people p on p.id = i.person_id
     where p.worker_id = ? and i.status = 'live'`,
    workerOf(name),
  );
  return row === undefined ? undefined : String(row["principal_id"]);
}
