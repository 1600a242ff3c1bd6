import { z } from "zod";
import { fault } from "./verdict.ts";
import type { Verdict } from "./verdict.ts";

/** What the doctor uses of the world. */
export interface DoctorPorts {
  readonly fetch: (request: Request) => Promise<Response>;
  /** UTC epoch milliseconds. */
  readonly now: () => number;
  readonly sleep: (ms: number, unneeded?: AbortSignal) => Promise<void>;
  /** Awaited before each call of AWS, so that Daypass and others keep their part of its quotas. */
  readonly pause: () => Promise<void>;
}

/** What the doctor needs of the settings that `/readyz` tells. */
export const told = z.object({
  identity_mode: z.string(),
  aws: z.object({
    region: z.string(),
    endpoint: z.string().nullable(),
    role_arn: z.string(),
    account: z.enum(["management", "delegated"]),
    instance_arn: z.string(),
    identity_store_id: z.string(),
  }),
  portal_url: z.string().nullable(),
  secrets: z.record(z.string(), z.string()),
});
const heard = z.object({ age_seconds: z.number().nullable() });
const readiness = z.object({
  now: z.iso.datetime(),
  driver: heard,
  cron: heard,
  overdue: z.number(),
  failing: z.number(),
  held: z.number(),
  reminders: z.array(z.string()),
  settings: told,
});
const notConfigured = z.object({
  type: z.literal("urn:daypass:problem:not-configured"),
  errors: z.array(z.object({ field: z.string(), message: z.string() })),
});

/** What a deployment said of itself. */
export interface Deployment extends z.infer<typeof readiness> {
  /** The Worker's clock minus ours, in milliseconds; off by half the way there and back at most. */
  readonly aheadMs: number;
  /** Samples of `/metrics` by name and labels, as they are written there. */
  readonly metrics: ReadonlyMap<string, number>;
}

const DEADLINE_MS = 15_000;
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Asks a deployment how it is. @returns what it said, or why it can't be asked */
export async function askDeployment(
  ports: DoctorPorts,
  base: string,
  operatorToken: string,
): Promise<Deployment | Verdict[]> {
  const url = URL.parse(base);
  if (url === null || (url.protocol !== "https:" && !LOOPBACK.has(url.hostname))) {
    return [fault("url", "is not an https URL", "give the Worker's URL with --url https://...")];
  }
  const sentAt = ports.now();
  const ready = await get(ports, new URL("/readyz", url), operatorToken);
  const receivedAt = ports.now();
  if (typeof ready === "string") {
    return [fault("reachable", ready, "check --url, the route or custom domain, and the deploy")];
  }
  if (ready.status === 401) {
    return [
      fault(
        "operator token",
        "is refused",
        "set OPERATOR_TOKEN here to what `wrangler secret put OPERATOR_TOKEN` was given",
      ),
    ];
  }
  const broken = notConfigured.safeParse(ready.json).data;
  if (broken !== undefined) {
    return broken.errors.map(({ field, message }) =>
      fault(`setting ${field}`, message, "set it in wrangler.toml or as a secret, and deploy"),
    );
  }
  const said = readiness.safeParse(ready.json).data;
  const figures = await get(ports, new URL("/metrics", url), operatorToken);
  if (said === undefined || typeof figures === "string" || figures.status !== 200) {
    return [
      fault(
        "reachable",
        `answers /readyz with status ${ready.status}, not as this version of Daypass does`,
        "check --url, and deploy the version that this doctor comes with",
      ),
    ];
  }
  const aheadMs = Date.parse(said.now) - (sentAt + receivedAt) / 2;
  return { ...said, aheadMs, metrics: samplesOf(figures.text) };
}

interface Answer {
  readonly status: number;
  readonly text: string;
  /** Undefined when it is none. */
  readonly json: unknown;
}

/** The answer, or in words why there is none. A redirect is not followed: the token goes nowhere else. */
async function get(ports: DoctorPorts, url: URL, token: string): Promise<Answer | string> {
  const late = new AbortController();
  const done = new AbortController();
  void ports.sleep(DEADLINE_MS, done.signal).then(() => late.abort());
  const request = new Request(url, {
    headers: { authorization: `Bearer ${token}` },
    redirect: "manual",
    signal: late.signal,
  });
  try {
    const response = await ports.fetch(request);
    const text = await response.text();
    return { status: response.status, text, json: parsed(text) };
  } catch {
    return late.signal.aborted ? "does not answer within 15 s" : "can't be reached";
  } finally {
    done.abort();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function samplesOf(text: string): Map<string, number> {
  const samples = text.matchAll(/^(?!#)(\S+) (\S+)$/gm);
  return new Map([...samples].map(([, name = "", value]) => [name, Number(value)]));
}
