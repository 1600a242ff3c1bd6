import { createAws } from "../../../local/aws/aws.ts";
import type { Aws } from "../../../local/aws/aws.ts";
import type { Switches } from "../../../local/aws/switches.ts";
import { contentsOf } from "../d1/contents.ts";
import { Database } from "../d1/database.ts";
import { readMigrations } from "../d1/migrations.ts";
import { sealed } from "../world/sealed.ts";
import { World } from "../world/world.ts";
import { roleIn } from "./account.ts";
import type { AccountName } from "./account.ts";
import { act, sendHr } from "./clients.ts";
import { dayNamed } from "./days.ts";
import type { DayName } from "./days.ts";
import { POLICIES } from "./policies.ts";
import {
  CROWD,
  emailOf,
  GLASS,
  GROUPS,
  KEY,
  organization,
  PEOPLE,
  PROD,
  REGION,
  SETS,
} from "./company.ts";
import type { CompanyName } from "./company.ts";
import type { Mode } from "./isolate.ts";
import { provision } from "./scim.ts";
import { buildStand } from "./stand.ts";
import type { Answer } from "./stand.ts";

const MINUTE = 60_000;

/** A company that is up: directory read, policy active, the manager and two people at work. Runs begin here. */
export interface Template {
  readonly database: Database;
  /** The instant at which runs begin. */
  readonly start: number;
  /** AWS as it was then, for one run. */
  awsFor(world: World, switches: Partial<Switches>, account?: AccountName): Aws;
}

const templates = new Map<string, Promise<Template>>();

/** The company's template, made once for each mode, company and day. */
export function templateFor(
  mode: Mode,
  company: CompanyName = "small",
  day: DayName = "usual",
): Promise<Template> {
  const name = `${mode} ${company} ${day}`;
  const made = templates.get(name) ?? make(mode, company, day);
  templates.set(name, made);
  return made;
}

interface Founder {
  readonly login: string;
  readonly department: string;
}

/** The employees that are there from the beginning. */
export function foundersOf(company: CompanyName): readonly Founder[] {
  const crowd = CROWD.map((login) => ({ login, department: "Sales" }));
  return company === "crowd" ? [...FOUNDERS, ...crowd] : FOUNDERS;
}

const FOUNDERS: readonly Founder[] = [
  { login: "mia", department: "Engineering" },
  { login: "ben", department: "Engineering" },
  { login: "cleo", department: "Sales" },
];

async function make(mode: Mode, company: CompanyName, day: DayName): Promise<Template> {
  const start = dayNamed(day).setUpAt;
  const founders = foundersOf(company);
  const migrations = readMigrations("migrations");
  const database = new Database(migrations);
  const world = new World({ seed: 1, start: start });
  const aws = awsOf(world);
  if (mode === "observed") usersByHand(aws, founders);
  if (mode === "scim") provision(aws);
  if (company !== "small") glassByHand(aws);
  await sealed(async () => {
    const stand = buildStand({ world, database, aws, mode, company, day });
    await world.run(start + 2 * MINUTE);
    const answers: Answer[] = [];
    const propose = { method: "POST", path: "/v1/policy", body: POLICIES[company] };
    act(stand, "propose", "ada", propose, (answer) => answers.push(answer));
    await world.run(start + 3 * MINUTE);
    const version = versionOf(answers[0]);
    const activate = {
      method: "POST",
      path: `/v1/policy/${version}/activate`,
      body: { removals: 0 },
    };
    act(stand, "activate", "ada", activate, (answer) => answers.push(answer));
    await world.run(start + 4 * MINUTE);
    if (answers[1]?.status !== 200)
      throw new Error(`the policy was not activated: ${JSON.stringify(answers)}`);
    sendHr(
      stand,
      "founders",
      founders.map(({ login, department }) => ({
        event: "user_onboard",
        occurred_at: new Date(start).toISOString(),
        email: emailOf(login),
        employee_id: `w-${login}`,
        given_name: login,
        family_name: "Example",
        department,
        ...(login === "mia" ? {} : { manager_email: emailOf("mia") }),
      })),
    );
    await world.run(start + 10 * MINUTE);
  });
  const saved = aws.save();
  return {
    database: new Database([...migrations, contentsOf(database)]),
    start: start + 10 * MINUTE,
    awsFor: (later, switches, account = "management") =>
      createAws({ ...awsOptions(later, account), saved, switches }),
  };
}

/** AWS in which nobody has a user yet. */
export function awsOf(world: World): Aws {
  return createAws(awsOptions(world, "management"));
}

function awsOptions(world: World, account: AccountName) {
  const random = world.randomFor("aws");
  return {
    now: () => world.now,
    random: () => random.fraction(),
    region: REGION,
    organization,
    credentials: [KEY],
    role: roleIn(account),
    latency: "fast" as const,
    callsKept: 200,
  };
}

/** Mode `observed`: somebody else makes the users. */
function usersByHand(aws: Aws, founders: readonly Founder[]): void {
  const logins = new Set([...PEOPLE, ...founders.map(({ login }) => login)]);
  for (const login of logins) {
    aws.console.createUser({
      userName: emailOf(login),
      givenName: login,
      familyName: "Example",
      email: emailOf(login),
    });
  }
}

/** Somebody made a user for the worst case, long ago. */
function glassByHand(aws: Aws): void {
  const email = emailOf(GLASS);
  const principalId = aws.console.createUser({
    userName: email,
    givenName: GLASS,
    familyName: "Breaker",
    email,
  });
  const place = { accountId: PROD, permissionSetArn: SETS.Administrator };
  aws.console.assign({ ...place, principalType: "USER", principalId });
  aws.console.addMember(GROUPS.vault, principalId);
}

function versionOf(answer: Answer): number {
  const body = answer?.body;
  if (typeof body === "object" && body !== null && "version" in body) return Number(body.version);
  throw new Error(`the policy was not proposed: ${JSON.stringify(answer)}`);
}
