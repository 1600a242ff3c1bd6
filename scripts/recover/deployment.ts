import { z } from "zod";

/** What recovering uses of the world. */
export interface RecoverPorts {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly sleep: (ms: number) => Promise<void>;
}

export interface Recovered {
  readonly lines: readonly string[];
  /** Nothing is left to do. */
  readonly isDone: boolean;
}

const recovery = z.object({
  state: z.enum(["none", "needed", "running", "done"]),
  since: z.string().nullable(),
  known: z.int(),
  put_back: z.int(),
  unknown_users: z.array(z.string()),
});
const problem = z.object({ detail: z.string() });

const ASKED_EACH_MS = 2_000;
const ASKED_AT_MOST = 300;
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Has a deployment recover from a restore, and waits, ten minutes at most. @returns what to print */
export async function recoverDeployment(
  ports: RecoverPorts,
  { url: base, since }: { readonly url: string; readonly since?: string | undefined },
  env: Readonly<Record<string, string | undefined>>,
): Promise<Recovered> {
  const url = URL.parse("/v1/recovery", base);
  if (url === null || (url.protocol !== "https:" && !LOOPBACK.has(url.hostname)))
    return failed("give the Worker's URL with --url https://...");
  if (!env["ADMIN_TOKEN"]) return failed("set ADMIN_TOKEN to an admin's Backstage token");
  const headers = {
    "content-type": "application/json",
    authorization: `Bearer ${env["ADMIN_TOKEN"]}`,
    ...(env["PROXY_SECRET"] && { "x-daypass-proxy-secret": env["PROXY_SECRET"] }),
  };
  const ask = async (init: { readonly method: string; readonly body?: string }) => {
    const response = await ports.fetch(new Request(url, { ...init, redirect: "manual", headers }));
    const body: unknown = await response.json().catch(() => undefined);
    const told = recovery.safeParse(body).data;
    if (response.ok && told !== undefined) return told;
    const why = problem.safeParse(body).data?.detail ?? "not as this version of Daypass does";
    return `it answers ${response.status}: ${why}`;
  };
  try {
    let told = await ask({
      method: "POST",
      body: JSON.stringify(since === undefined ? {} : { since }),
    });
    for (let asked = 0; asked < ASKED_AT_MOST; asked++) {
      if (typeof told === "string") return failed(told);
      if (told.state === "done") return shown(told);
      await ports.sleep(ASKED_EACH_MS);
      told = await ask({ method: "GET" });
    }
    return failed("it is still at work: ask again later");
  } catch {
    return failed("it can't be reached: check --url");
  }
}

function failed(why: string): Recovered {
  return { lines: [why], isDone: false };
}

function shown({ since, known, put_back, unknown_users }: z.infer<typeof recovery>): Recovered {
  return {
    lines: [
      `compared what was asked for since ${since ?? "the beginning"}`,
      `${known} known, ${put_back} put back; what is over is being taken away, and every user is listed`,
      ...(unknown_users.length === 0
        ? ["creations go on"]
        : [
            `${unknown_users.length} users whom the database does not know: ${unknown_users.join(", ")}`,
            "-> have HR repeat its events since then, and recover again; who has left meanwhile: see docs/operating.md",
          ]),
    ],
    isDone: unknown_users.length === 0,
  };
}
