/** What it costs in D1 to read a large organization. */
import { beforeEach, expect, test } from "vitest";
import { change } from "../../../worker/db/change.ts";
import { commit } from "../../../worker/db/commit.ts";
import { schedule } from "../../../worker/db/work.ts";
import { account, Organization } from "../directory/organization.ts";
import { rows, runWhileDue } from "../directory/reading.ts";
import { freshDb, START } from "../fresh.ts";
import { measured } from "./measured.ts";

beforeEach(freshDb);

/** With every five lines walking through the whole reading it was as many as there are accounts. */
const ROWS_EACH = 30;

test.each([50, 500])(
  `%i accounts are read at ${ROWS_EACH} rows each`,
  async (count) => {
    const organization = new Organization();
    const [management] = organization.accounts;
    if (management === undefined) throw new Error("an organization has a management account");
    const members = Array.from({ length: count - 1 }, (_, n) =>
      account(String(100_000_000_000 + n), `account-${n}`, ["ou-work"]),
    );
    organization.accounts = [management, ...members];
    const { rowsRead } = await measured(async (ctx) => {
      await commit(ctx, change({ writes: [schedule(ctx, "directory", "accounts", START)] }));
      await runWhileDue(ctx, organization.aws(), "accounts");
    });
    expect(await rows("select count(*) as n from accounts")).toEqual([{ n: count }]);
    expect(rowsRead).toBeLessThan(ROWS_EACH * count);
  },
  60_000,
);
