/**
 * The company's story, each part of it once for a state: policy, HR history, the main job.
 * @module
 */
import { cast } from "../company/cast.ts";
import { readHistory } from "../company/people.ts";
import type { Part } from "../company/cast.ts";
import { apiOf } from "./api.ts";
import { seeAws } from "./aws-seen.ts";
import { activePeople, countedInAws } from "./counts.ts";
import { playHistory } from "./history.ts";
import { hrSender } from "./hr.ts";
import { notePlayed, playedIn } from "./kept.ts";
import type { Files } from "./kept.ts";
import type { Options } from "./options.ts";
import { activatePolicy, directoryRead } from "./policy.ts";
import type { Stack } from "./running.ts";
import { playScene } from "./scene.ts";
import { readStanding, settled } from "./settled.ts";
import { bold, dim, redraw, say, wipe } from "./terminal.ts";
import { span } from "./timeline.ts";
import { hrSource } from "./worker-settings.ts";

const SETTLED_WITHIN_MS = 10 * 60_000;

/** Plays what has not been played yet; `started` is told of each part of it that is ready. */
export async function play(
  stack: Stack,
  files: Files,
  {
    scene,
    grantMinutes,
    started,
  }: Pick<Options, "scene" | "grantMinutes"> & { started: (part: string) => void },
): Promise<void> {
  await playPolicy(stack, files, started);
  await playCompany(stack, files);
  if (scene) await playMainJob(stack, files, grantMinutes);
}

const api = ({ urls, tokenFor }: Stack, part: Part) => apiOf(urls.api, () => tokenFor(cast[part]));
const sender = ({ urls, secrets }: Stack) => hrSender(urls.worker, hrSource, secrets.hr_secret);

async function playPolicy(
  stack: Stack,
  files: Files,
  started: (part: string) => void,
): Promise<void> {
  if (playedIn(files).policy !== undefined) return;
  const admin = api(stack, "bootstrap_admin");
  const { accounts, permission_sets, groups } = await directoryRead(admin);
  started(
    `AWS read          ${accounts} accounts, ${permission_sets} permission sets, ${groups} groups`,
  );
  const version = await activatePolicy(admin);
  started(`policy            local/company/policy.yaml is active, version ${version}`);
  notePlayed(files, "policy");
}

async function playCompany(stack: Stack, files: Files): Promise<void> {
  const { history } = playedIn(files);
  if (history !== undefined) {
    say(dim(`           HR history        played before, at ${history}`));
    return;
  }
  say();
  const begun = Date.now();
  const callsBefore = stack.aws.calls.count;
  await playHistory(readHistory(), sender(stack));
  const sent = Date.now() - begun;
  const read = () => readStanding(stack.urls.worker, stack.secrets.operator_token);
  const { at, held } = await settled(stack.aws, read, {
    withinMs: SETTLED_WITHIN_MS,
    show: (waiting) =>
      redraw(dim(`  AWS catches up: ${waiting} waiting, ${span(Date.now() - begun)}`)),
  });
  wipe();
  const calls = stack.aws.calls.count - callsBefore;
  say(
    `  ${"".padEnd(16)} sent in ${span(sent)}, all of it in AWS after ${span(at - begun)} and ${calls} calls`,
  );
  if (held > 0)
    say(`  ${"".padEnd(16)} ${held} held back for an admin: GET ${stack.urls.worker}/v1/held`);
  await sayCounts(stack);
  notePlayed(files, "history");
}

async function sayCounts(stack: Stack): Promise<void> {
  const people = await activePeople(api(stack, "auditor"));
  say(`  ${"".padEnd(16)} ${bold(String(people))} people active`);
  const { users, memberships, assignments } = await countedInAws(seeAws(stack.urls.aws));
  const counts = `${users} users, ${memberships} group memberships, ${assignments} account assignments`;
  say(`  ${"".padEnd(16)} ${bold(counts)} seen with the AWS SDK`);
}

async function playMainJob(stack: Stack, files: Files, minutes: number): Promise<void> {
  const { scene, scene_begun } = playedIn(files);
  if (scene !== undefined)
    return say(dim(`           main job          played before, at ${scene}`));
  if (scene_begun !== undefined) {
    say(
      dim(
        `           main job          was broken off, begun at ${scene_begun}: --reset plays it again`,
      ),
    );
    return;
  }
  const hired = readHistory().find(
    ({ email }) => email === `${cast.programmer.split("/")[1]}@example.com`,
  );
  if (hired === undefined) throw new Error("the HR history has nobody for the main job");
  say();
  say(bold("  The main job"));
  notePlayed(files, "scene_begun");
  await playScene({
    programmer: api(stack, "programmer"),
    manager: api(stack, "manager"),
    auditor: api(stack, "auditor"),
    aws: seeAws(stack.urls.aws),
    disables: stack.mode === "scim",
    send: sender(stack),
    hired,
    minutes,
  });
  notePlayed(files, "scene");
}
