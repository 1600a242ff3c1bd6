import { expect, it } from "vitest";
import { worldFetch } from "./fetch.ts";
import { HOUR, START, worldWith } from "./start.ts";

/** What a handler answers when nothing else is said. */
const FINE = { status: 200, headers: {}, body: "fine", delayMs: 0 };

it("gives an aborted fetch its reason at once, and the request still arrives", async () => {
  const world = worldWith(["fetch", 0, "slow"], ["fetch", 1, "timeout_after"]);
  const arrived: string[] = [];
  const seen: unknown[] = [];
  world.spawn("caller", async (process) => {
    const fetch = worldFetch(process, ({ body }) => {
      arrived.push(body);
      return FINE;
    });
    for (const body of ["one", "two"]) {
      const deadline = new AbortController();
      void process.sleep(8_000).then(() => deadline.abort(new Error("deadline")));
      const request = new Request("https://aws.example/", {
        method: "POST",
        body,
        signal: deadline.signal,
      });
      await fetch(request).catch((error: unknown) => seen.push(error, process.now() - START));
    }
  });
  await world.run(START + HOUR);
  expect(arrived.toSorted()).toEqual(["one", "two"]);
  expect(seen[0]).toEqual(new Error("deadline"));
  expect(seen[3]).toBeLessThan(16_100);
});

it("answers fetch with the handler's status, headers and delay, or never", async () => {
  const world = worldWith(["fetch", 2, "throttled"]);
  const seen: unknown[] = [];
  world.spawn("caller", async (process) => {
    const answers = [
      {
        status: 200,
        headers: { date: "Fri, 20 Nov 2026 12:00:00 GMT" },
        body: '{"a":1}',
        delayMs: 5_000,
      },
      { ...FINE, lost: "after" as const },
    ];
    const fetch = worldFetch(process, () => answers.shift() ?? FINE, {
      throttled: () => ({ ...FINE, status: 429 }),
    });
    const first = await fetch("https://aws.example/a");
    seen.push(
      first.status,
      first.headers.get("date"),
      await first.json(),
      process.now() - START >= 5_000,
    );
    seen.push(await fetch("https://aws.example/b").catch((error: unknown) => String(error)));
    seen.push((await fetch("https://aws.example/c")).status);
  });
  await world.run(START + HOUR);
  expect(seen).toEqual([
    200,
    "Fri, 20 Nov 2026 12:00:00 GMT",
    { a: 1 },
    true,
    "Error: Network connection lost.",
    429,
  ]);
});
