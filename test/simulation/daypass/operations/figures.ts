import { settings } from "../company.ts";
import type { Stand } from "../stand.ts";
import { rowsNow } from "../wanted.ts";

const SHOWN_WITHIN = 120_000;

/** The operator reads `/metrics`; what it tells of overdue removals is kept beside what is so. */
export function readFigures(stand: Stand, slackMs = 0): void {
  const headers = { authorization: `Bearer ${settings.OPERATOR_TOKEN}` };
  const before = overdue(stand, slackMs);
  stand.send({ method: "GET", path: "/metrics", headers }, (answer) => {
    if (answer?.status !== 200) return;
    const told = /^daypass_overdue_removals (\d+)$/m.exec(String(answer.body))?.[1];
    const still = new Set(overdue(stand, slackMs));
    stand.history.figures.push({
      told: Number(told),
      overdue: before.filter((id) => still.has(id)).length,
    });
  });
}

/** What was due two minutes ago and is in AWS still. */
function overdue({ database, aws, world }: Stand, slackMs: number): string[] {
  const then = world.now - SHOWN_WITHIN - slackMs;
  const since = "select 1 from holds where assignment_id = ? and ends_at > ? limit 1";
  return rowsNow(database, aws, then, slackMs)
    .filter((row) => row.origin === "managed" && row.observed !== "absent" && row.inAws)
    .filter(({ taken_over_at }) => (taken_over_at ?? 0) <= then)
    .filter(({ id }) => database.read(since, id, then).length === 0)
    .map(({ id }) => id);
}
