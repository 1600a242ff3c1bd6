import type { FaultRule } from "../../../local/aws/faults.ts";
import type { Switches } from "../../../local/aws/switches.ts";
import type { PlannedFault, Rates } from "../world/faults.ts";
import { Unavailable } from "../../../worker/db/errors.ts";
import { sealed } from "../world/sealed.ts";
import { World } from "../world/world.ts";
import { assertAgreement } from "./agreement.ts";
import { Broken, createInvariants } from "./invariants.ts";
import { perform } from "./operations.ts";
import type { Operation } from "./operations.ts";
import { buildStand } from "./stand.ts";
import type { Stand } from "./stand.ts";
import { FOUNDERS, templateFor } from "./template.ts";

/** One run: the same values give the same run, event by event. */
export interface Run {
  readonly seed: number;
  readonly mode: "own" | "observed";
  readonly operations: readonly Operation[];
  /** AWS's own faults: when, on what; instants are milliseconds from the start. */
  readonly awsFaults: readonly FaultRule[];
  readonly switches: Partial<Switches>;
  readonly plan?: readonly PlannedFault[];
  readonly rates?: Rates;
  readonly keepTrace?: boolean;
}

const MINUTE = 60_000;
/** Faults and operations end here; what follows must agree. */
const FAULTY_MS = 12 * MINUTE;
/** Late calls, frozen drivers and grants outlive the faults: then all is over. */
const QUIET_MS = 36 * MINUTE;

/** After a day every user is looked at; two looks, two minutes apart, tell what another hand took. */
const LOOK_MS = 8 * MINUTE;

/** Plays the run: faults, then none, and it must converge. Throws `Broken` where a promise is broken. */
export async function play(run: Run): Promise<World> {
  const template = await templateFor(run.mode);
  return sealed(async () => {
    template.database.reset();
    const world = new World({ ...run, start: template.start });
    const aws = template.awsFor(world, run.switches);
    const { stand, invariants } = guarded(world, template.database, aws, run);
    for (const rule of run.awsFaults) aws.faults.add(shifted(rule, template.start));
    const operations = run.operations.toSorted((a, b) => a.at - b.at);
    operations.forEach((operation, number) => {
      world.after(operation.at * 1000 + number, "operation", () =>
        perform(stand, operation, number),
      );
    });
    await world.run(template.start + FAULTY_MS, invariants.check);
    world.faults.on = false;
    aws.faults.clear();
    await world.run(template.start + FAULTY_MS + QUIET_MS, invariants.check);
    aDayPasses(stand);
    await world.run(template.start + FAULTY_MS + QUIET_MS + LOOK_MS, invariants.check);
    assertAgreement(stand, [...FOUNDERS.map(joined), ...operations]);
    const uncaught = world.uncaught.find(({ error }) => !(error instanceof Unavailable));
    if (uncaught !== undefined)
      throw new Broken("no program fails", {
        process: uncaught.process,
        error: String(uncaught.error),
      });
    return world;
  });
}

function guarded(
  world: World,
  database: Parameters<typeof buildStand>[0]["database"],
  aws: Parameters<typeof buildStand>[0]["aws"],
  run: Run,
) {
  const box: { onAwsCall: ReturnType<typeof createInvariants>["onAwsCall"] } = {
    onAwsCall: () => undefined,
  };
  const stand = buildStand({
    world,
    database,
    aws,
    mode: run.mode,
    onAwsCall: (request) => box.onAwsCall(request),
  });
  const readsMayLie = run.awsFaults.some(
    ({ fault }) => fault.kind === "stale" || fault.kind === "list" || fault.kind === "not-found",
  );
  const invariants = createInvariants(stand, { slackMs: 0, readsMayLie });
  box.onAwsCall = invariants.onAwsCall;
  return { stand, invariants };
}

function shifted(rule: FaultRule, start: number): FaultRule {
  return {
    ...rule,
    ...(rule.from === undefined ? {} : { from: rule.from + start }),
    ...(rule.until === undefined ? {} : { until: rule.until + start }),
  };
}

/** Makes the daily look due now: the only thing that the passing of a day would change. */
function aDayPasses({ database, world }: Stand): void {
  const sql =
    "update identities set look_at = ?, check_at = ?, version = version + 1 where status in ('live', 'lost')";
  database.run({ sql, values: [world.now, world.now] });
}

function joined({ login, department }: (typeof FOUNDERS)[number]): Operation {
  const person = { mia: -1, ben: 0, cleo: 1 }[login];
  return {
    at: 0,
    do: "join",
    person,
    department: department === "Sales" ? 1 : 0,
    lateS: 0,
    copies: 1,
  };
}
