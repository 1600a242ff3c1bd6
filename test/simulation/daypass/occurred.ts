import type { Watch } from "./invariants/invariant.ts";

const FAR = Date.UTC(9999, 0, 1);

/** What occurred in a run: faults, what people did, what came of it, the states that things were in. */
export function occurredIn({ world, history, database, run }: Watch): Map<string, number> {
  const occurred = new Map<string, number>();
  const add = (name: string, count: number) =>
    occurred.set(name, (occurred.get(name) ?? 0) + count);
  for (const [name, count] of world.faults.struck) add(`fault: ${name}`, count);
  for (const [name, count] of history.happened) add(name, count);
  for (const [name, count] of history.answers) add(`answer: ${name}`, count);
  for (const { action, n } of database.read("select action, count(*) as n from audit group by 1"))
    add(`entry: ${String(action)}`, Number(n));
  for (const { alarm } of database.read(
    "select json_extract(details, '$.alarm') as alarm from audit where action = 'alarm.rung'",
  ))
    add(`alarm: ${String(alarm)}`, 1);
  add(`clocks: ${run.clocks.are}`, 1);
  if (run.clocks.are === "stepped" && run.clocks.byMs < 0) add("clocks: set back", 1);
  add(`day: ${run.day}`, 1);
  add(`mode: ${run.mode}`, 1);
  add(`account: ${run.account}`, 1);
  add(`company: ${run.company}`, 1);
  for (const { endsAt, at, sent } of history.told) {
    if (!sent || endsAt === undefined) continue;
    if (endsAt === null) add("HR: a last day is taken back", 1);
    else if (endsAt > FAR) add("HR: a last day in the year 9999", 1);
    else if (endsAt <= at) add("HR: a last day that is over", 1);
    else if (endsAt <= world.now) add("HR: a last day ends", 1);
  }
  if (run.backstageDown) add("Backstage down", 1);
  if (run.dayMissed) add("a day missed", 1);
  return occurred;
}
