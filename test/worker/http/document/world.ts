/** A company in which there is one of everything that a route can be about, and everybody who may call. */
import { drizzle } from "drizzle-orm/d1";
import { env } from "cloudflare:workers";
import { findings } from "../../../../worker/directory/tables.ts";
import { held, heldPeople } from "../../../../worker/held/tables.ts";
import { encodeCursor } from "../../../../worker/http/page.ts";
import { START } from "../../fresh.ts";
import type { TestApp } from "../../fresh.ts";
import { givenPerson } from "../../given.ts";
import {
  HOUR,
  PROD,
  SEC_AUDIT,
  TEST,
  arn,
  aws,
  givenAccess,
  givenCompany,
  rows,
  wish,
} from "../../requests/company.ts";
import type { Company } from "../../requests/company.ts";
import { policy } from "../../requests/policy.ts";
import { idOf, part } from "../../requests/answers.ts";
import { NEW_TOKEN, givenCallers } from "./callers.ts";
import type { Caller } from "./callers.ts";
import { meantOf } from "./meant.ts";
import type { Made, Meant } from "./meant.ts";
import type { Known } from "./values.ts";

export interface World {
  readonly app: TestApp;
  readonly callers: ReadonlyMap<string, Caller>;
  readonly known: Known;
  readonly meant: Readonly<Record<string, Meant>>;
}

const roles = {
  admin: ["user:default/olga", "user:default/fred"],
  auditor: ["user:default/audrey"],
};

/** Everything anew. Nobody's limit of writes is in the way. */
export async function givenWorld(): Promise<World> {
  const company = await givenCompany(
    { ...policy, roles },
    { writes_per_minute: 100_000, open_requests: 100_000 },
  );
  await givenPerson("lee", { employment: "left" });
  await givenPerson("ned", { employment: "expected" });
  await givenPerson("sue", { suspended_at: START });
  const hold = { reason: "grant", ends_at: START + HOUR, granted_until: START + HOUR } as const;
  await givenAccess("dana", SEC_AUDIT, {}, { ...hold, grant_id: "grt_dana", reason_id: "req_1" });
  const reading = { ...SEC_AUDIT, permission_set_arn: arn("ReadOnly") };
  const found = [];
  for (const name of ["alex", "eve", "fred"]) {
    const covered = name === "alex" ? {} : undefined;
    found.push(await givenAccess(name, reading, { origin: "found" }, covered));
  }
  await givenFindings(found);
  await givenHeld(
    await givenAccess("eve", SEC_AUDIT, { withheld_at: START, withheld_by: "driver" }),
  );
  const { callers, token } = await givenCallers(company);
  const made = { ...(await givenAsked(company)), token };
  await company.as("fred").post("/v1/policy", { ...policy, roles });
  return { app: company, callers, known: knownOf(made), meant: meantOf(made) };
}

/** What Bruce asked for: one thing he has by now, and others that wait. */
async function givenAsked(company: Company) {
  const bruce = company.as("bruce");
  const half = { duration_hours: 0.5 };
  const live = await bruce.ask({ permission_set: "ReadOnly", account_id: TEST, ...half });
  for (const { id } of await rows.assignments()) await aws(id, "present");
  const waiting = idOf(await bruce.ask());
  const questioned = idOf(await bruce.ask({ permission_set: "Billing", ticket: "OPS-1" }));
  await bruce.ask({ permission_set: undefined, group: "everybody" });
  await company.as("alex").post(`/v1/requests/${questioned}/question`, { question: "why?" });
  return { grant: String(part(live, "grant", "id")), waiting, questioned };
}

async function givenFindings(assignments: readonly string[]): Promise<void> {
  const kinds = ["no_rule", "vanished", "reappeared"] as const;
  await drizzle(env.DB)
    .insert(findings)
    .values(
      assignments.map((assignment_id, i) => ({
        id: `fnd_${i}`,
        kind: kinds[i] ?? ("no_rule" as const),
        identity_id: `idn_${assignment_id.split("_")[1]}`,
        assignment_id,
        state: "open" as const,
        found_at: START,
      })),
    );
}

async function givenHeld(withheld: string): Promise<void> {
  const db = drizzle(env.DB);
  await db.insert(held).values(
    held.kind.enumValues.map((kind) => ({
      id: `hel_${kind}`,
      kind,
      key: kind === "withheld" ? withheld : kind === "ref" ? "user:default/nobody" : "idn_eve",
      state: "open" as const,
      details: { to: "eve@example.com", user_id: "principal-new", person_id: "per_eve" },
      opened_at: START,
    })),
  );
  await db
    .insert(heldPeople)
    .values({ held_id: "hel_removals", person_id: "per_eve", event_id: null });
}

/** What there is, by the name of the field or parameter that it stands in. */
function knownOf({ grant, waiting, questioned, token }: Made): Known {
  const people = ["per_bruce", "per_alex", "per_dana", "per_lee", "per_sue", "per_nobody"];
  return {
    "people id": people,
    "accounts id": [PROD, TEST, "999999999999"],
    "grants id": [grant, grant, "grt_dana", "grt_nobody"],
    "findings id": ["fnd_0", "fnd_1", "fnd_2", "fnd_none"],
    "held id": held.kind.enumValues.map((kind) => `hel_${kind}`),
    "tokens id": [token, "tok_nothing"],
    "requests id": [waiting, waiting, questioned, "req_nothing"],
    person: people,
    manager: people,
    email: ["bruce@example.com", "BRUCE@example.com", "eve@example.com", "nobody@example.com"],
    manager_email: ["alex@example.com", "nobody@example.com"],
    permission_set: ["SecAudit", "ReadOnly", "Billing", arn("SecAudit")],
    permission_set_arn: [arn("SecAudit"), arn("ReadOnly"), arn("Gone")],
    account_id: [PROD, TEST, "999999999999"],
    group: ["everybody", "g-1"],
    duration: ["PT1H", "PT30M", "P30D"],
    duration_hours: [1, 0.5, 100],
    justification: ["Debugging security logs", ""],
    ticket: ["OPS-1", "none"],
    starts_at: ["2026-11-20T12:00:00+01:00", "2020-01-01T00:00:00Z"],
    expires_at: [NEW_TOKEN.expires_at, "2020-01-01T00:00:00Z"],
    backstage_ref: ["user:default/new", "user:default/bruce", "group:default/x", null],
    department: ["Engineering", "Security"],
    version: [1, 2, 99],
    removals: [0, 1],
    source: ["default", "default", "contractors", "nowhere"],
    q: ["bruce", "sec audit"],
    from: ["2026-11-14", "2026-11-20", "2020-01-01"],
    to: ["2026-11-20"],
    since: ["2026-11-20T00:00:00Z"],
    cursor: ["x", "zzz", 2, 2 ** 60, "\u0000"].map(encodeCursor),
    limit: [1, 2, 100],
    "GET /v1/explain": people.map((person) => ({ person, permission_set: "SecAudit" })),
    "POST /v1/tokens": ["a", "b"].map((name) => ({ name, scopes: ["hr:import"], ...NEW_TOKEN })),
    "POST /v1/requests": [wish, { ...wish, permission_set: "ReadOnly", account_id: TEST }],
    "POST /v1/grants/{id}/extend": [{ duration: "PT10M", justification: wish.justification }],
    "POST /v1/requests/{id}/approve": [{}, { duration: "PT10M" }, { duration: "PT3H" }],
    "POST /v1/policy": [policy],
    "PUT /v1/policy/departments/{department}": [
      { department: "Security", permission_set_arn: arn("ReadOnly") },
      { department: "Engineering", permission_set_arn: arn("Billing") },
    ],
  };
}
