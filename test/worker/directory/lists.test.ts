import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { givenByGroups } from "../../../worker/directory/effective.ts";
import { directoryRoutes } from "../../../worker/directory/routes.ts";
import { accountView } from "../../../worker/directory/schemas.ts";
import { pageOf } from "../../../worker/http/page.ts";
import { call, freshDb, testApp, testCtx } from "../fresh.ts";
import { givenPerson, givenRoles } from "../given.ts";
import { PROD, TEST, arn, givenDirectory } from "../policy/company.ts";

const ADA = "user:default/ada";
const BOB = "user:default/bob";

beforeEach(async () => {
  await freshDb();
  await givenDirectory();
  await givenPerson("ada");
  await givenRoles({ admin: [ADA], auditor: [BOB] });
});

function directoryApp() {
  const app = testApp();
  app.app.route("/", directoryRoutes);
  return app;
}

test("accounts, permission sets and groups are listed; what is gone is not", async () => {
  await env.DB.prepare("update permission_sets set gone_at = 1 where name = 'Billing'").run();
  const app = directoryApp();
  expect(await call(app, "GET", "/v1/directory/accounts", { as: ADA })).toMatchObject({
    status: 200,
    body: { items: [{ id: PROD, name: "prod", tags: { env: "prod" } }, { id: TEST }] },
  });
  expect(await call(app, "GET", "/v1/directory/permission_sets", { as: ADA })).toMatchObject({
    body: { items: [{ name: "EngAdmin" }, { name: "ReadOnly", session_duration_ms: 3_600_000 }] },
  });
  expect(await call(app, "GET", "/v1/directory/groups", { as: ADA })).toMatchObject({
    body: { items: [{ id: "g-1", name: "everybody", description: null }] },
  });
});

test("a list goes on where its page ended", async () => {
  const app = directoryApp();
  const page = await call(app, "GET", "/v1/directory/accounts?limit=1", { as: ADA });
  const { items, next_cursor } = pageOf(accountView).parse(page.body);
  expect(items).toMatchObject([{ id: PROD }]);
  const next = await call(app, "GET", `/v1/directory/accounts?cursor=${next_cursor}`, { as: ADA });
  expect(pageOf(accountView).parse(next.body)).toMatchObject({ items: [{ id: TEST }] });
});

test.each(["accounts", "permission_sets", "groups"])("%s are an admin's to see", async (part) => {
  const app = directoryApp();
  expect(await call(app, "GET", `/v1/directory/${part}`, { as: BOB })).toMatchObject({
    status: 403,
  });
  expect(await call(app, "GET", `/v1/directory/${part}`)).toMatchObject({ status: 401 });
});

test("what groups give is read for any of them, not for groups that are gone", async () => {
  const ctx = testCtx();
  await env.DB.prepare("insert into groups (id, name, gone_at) values ('g-2', 'old', 1)").run();
  for (const group of ["g-1", "g-2"])
    await env.DB.prepare("insert into group_assignments values (?, ?, ?)")
      .bind(group, PROD, arn("ReadOnly"))
      .run();
  const [given] = await ctx.db.read([givenByGroups(ctx, ["g-1", "g-2", "g-3"])]);
  expect(given).toEqual([
    {
      group_id: "g-1",
      group_name: "everybody",
      account_id: PROD,
      account_name: "prod",
      permission_set_arn: arn("ReadOnly"),
      permission_set_name: "ReadOnly",
    },
  ]);
});
