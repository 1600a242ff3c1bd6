/** A right that is lost between the reading and the commit is lost: nothing of the write happens. */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { call, START } from "../fresh.ts";
import { idOf, problemOf } from "../requests/answers.ts";
import { HOUR, SEC_AUDIT, givenAccess, givenCompany, rows } from "../requests/company.ts";
import type { Company } from "../requests/company.ts";
import { policy } from "../requests/policy.ts";

const OLGA = "user:default/olga";
const roles = { admin: [OLGA, "user:default/fred"], auditor: ["user:default/audrey"] };
let company: Company;

beforeEach(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  company = await givenCompany({ ...policy, roles });
});

/** The company whose database does something else just before the first commit of a call. */
function justBeforeTheCommit(meanwhile: () => Promise<unknown>): Company {
  let isCommit = false;
  let done = false;
  const DB: D1Database = Object.create(env.DB, {
    prepare: {
      value: (query: string) => {
        isCommit ||= /^(select \* from \()?insert into "changes"/.test(query);
        return env.DB.prepare(query);
      },
    },
    batch: {
      value: async (statements: D1PreparedStatement[]) => {
        if (isCommit && !done) {
          done = true;
          await meanwhile();
        }
        return await env.DB.batch(statements);
      },
    },
  });
  return { ...company, env: { ...company.env, DB } };
}

async function activePolicySays(document: object): Promise<void> {
  await env.DB.batch([
    env.DB.prepare("update policies set state = 'superseded' where state = 'active'"),
    env.DB.prepare(
      `insert into policies (document, state, proposed_by, proposed_at, activated_by, activated_at)
       values (?, 'active', 'driver', ?, 'driver', ?)`,
    ).bind(JSON.stringify({ ...policy, roles, ...document }), START, START),
  ]);
}

const losses: Record<string, () => Promise<unknown>> = {
  "loses the role": () => activePolicySays({ roles: { ...roles, admin: ["user:default/fred"] } }),
  leaves: () => changed("employment = 'left'"),
  "is suspended": () => changed("suspended_at = 1"),
  "is no longer the person of that ref": () => changed("backstage_ref = null"),
  "has a ref that somebody disputes": () =>
    env.DB.prepare(
      "insert into held (id, kind, key, state, details, opened_at) values ('hel_1', 'ref', ?, 'open', '{}', 1)",
    )
      .bind(OLGA)
      .run(),
};

function changed(set: string): Promise<unknown> {
  return env.DB.prepare(
    `update people set ${set}, version = version + 1 where id = 'per_olga'`,
  ).run();
}

/** What only an admin does, each with what it stands on; answers the path and the body. */
const acts: Record<string, () => Promise<readonly [path: string, body: object]>> = {
  "activate a policy": async () => {
    const proposed = await company.as("fred").post("/v1/policy", { ...policy, roles });
    expect(proposed.status).toBe(201);
    return ["/v1/policy/2/activate", { removals: 0 }];
  },
  "release what is held": async () => {
    await env.DB.prepare(
      `insert into held (id, kind, key, state, details, opened_at) values ('hel_2', 'ref', 'user:default/new', 'open', ?, 1)`,
    )
      .bind(JSON.stringify({ person_id: "per_dana" }))
      .run();
    return ["/v1/held/hel_2/release", {}];
  },
  "end somebody's access": async () => ["/v1/people/per_dana/suspend", {}],
  "end somebody's grant": async () => {
    const hold = {
      grant_id: "grt_1",
      reason: "grant",
      reason_id: "req_1",
      ends_at: START + HOUR,
    } as const;
    await givenAccess("bruce", SEC_AUDIT, {}, hold);
    return ["/v1/grants/grt_1/end", {}];
  },
  decide: async () => {
    await env.DB.prepare("update people set manager_id = null where id = 'per_bruce'").run();
    const asked = await company.as("bruce").ask();
    return [`/v1/requests/${idOf(asked)}/approve`, {}];
  },
  reject: async () => {
    await env.DB.prepare("update people set manager_id = null where id = 'per_bruce'").run();
    const asked = await company.as("bruce").ask();
    return [`/v1/requests/${idOf(asked)}/reject`, {}];
  },
  "make a token": async () => [
    "/v1/tokens",
    { name: "ci", scopes: ["audit:read"], expires_at: "2026-12-01T00:00:00Z" },
  ],
};

describe.each(Object.keys(acts))("to %s", (act) => {
  const begin = async () => (await acts[act]?.()) ?? ["", {}];

  test.each(Object.keys(losses))(
    "is too late for an admin who %s in the same instant",
    async (loss) => {
      const [path, body] = await begin();
      const before = await rows.audit();
      const racing = justBeforeTheCommit(async () => await losses[loss]?.());
      const answer = await call(racing, "POST", path, { as: OLGA, body });
      expect([answer.status, problemOf(answer)]).toEqual([
        403,
        loss === "loses the role" ? "role-lost" : "barred",
      ]);
      expect(await rows.audit()).toEqual(before);
    },
  );

  test("is done by an admin who stays one while the policy changes; or asked anew, where the policy is what it is about", async () => {
    const [path, body] = await begin();
    const racing = justBeforeTheCommit(() => activePolicySays({ roles: { admin: [OLGA] } }));
    const answer = await call(racing, "POST", path, { as: OLGA, body });
    const isOlder = act === "activate a policy";
    expect([answer.status < 300, problemOf(answer)]).toEqual(
      isOlder ? [false, "version-outdated"] : [true, undefined],
    );
  });
});
