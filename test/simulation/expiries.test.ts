import { expect, it } from "vitest";
import { crowdAsks } from "./crowd.ts";
import { inWorld } from "./daypass/play.ts";
import { CALM } from "./daypass/run.ts";
import type { Watch } from "./daypass/invariants/invariant.ts";

const SECOND = 1_000;
const EXPIRIES = 200;
/** One each eighteen seconds: two hundred in an hour. */
const APART = 18 * SECOND;
it("ends two hundred grants over an hour at most two seconds late over AWS's own latency, at p99", async () => {
  const late: number[] = [];
  const { broken } = await inWorld({ ...CALM, company: "crowd" }, async (watch, invariants) => {
    const { world } = watch;
    measure(watch, late);
    const start = world.now;
    crowdAsks(watch, { asks: EXPIRIES, apartMs: APART, minutes: 4 });
    await world.run(start + EXPIRIES * APART + 600 * SECOND, () => invariants.check());
    invariants.atEnd();
  });
  expect(broken).toBeUndefined();
  const sorted = late.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
  console.log(
    `lateness over AWS's latency: median ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms`,
  );
  expect(sorted).toHaveLength(EXPIRIES);
  expect(at(0.99)).toBeLessThanOrEqual(2 * SECOND);
});

/** From the instant that access was due to be gone to the one at which AWS had it no longer, less what AWS took itself. */
function measure({ aws, database, world }: Watch, late: number[]): void {
  const askedAt = new Map<string, number>();
  aws.calls.listen(({ operation, ids, at }) => {
    if (operation === "DeleteAccountAssignment")
      askedAt.set(`${ids["PrincipalId"]} ${ids["TargetId"]} ${ids["PermissionSetArn"]}`, at);
  });
  aws.onChange((change) => {
    if (change.kind !== "removed") return;
    const found =
      change.what === "assignment"
        ? {
            user: change.row.principalId,
            key: `account/${change.row.accountId}/${change.row.permissionSetArn}`,
            took:
              change.at -
              (askedAt.get(
                `${change.row.principalId} ${change.row.accountId} ${change.row.permissionSetArn}`,
              ) ?? Number.NaN),
          }
        : change.what === "membership"
          ? { user: change.row.userId, key: `group/${change.row.groupId}`, took: 0 }
          : undefined;
    if (found === undefined) return;
    const [hold] = database.read(
      `select max(h.ends_at) as at from holds h join assignments a on a.id = h.assignment_id
         join identities i on i.id = a.identity_id where i.principal_id = ? and a.target_key = ? and h.ends_at <= ?`,
      found.user,
      found.key,
      world.now,
    );
    late.push(change.at - Number(hold?.["at"]) - found.took);
  });
}
