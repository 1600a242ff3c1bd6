import { expect, test } from "vitest";
import { recoverDeployment } from "../../scripts/recover/deployment.ts";
import { contentsOf } from "../simulation/d1/contents.ts";
import { given, has, prodPower } from "./access.ts";
import { aDay, MINUTE } from "./day.ts";
import type { Day } from "./day.ts";

const URL_OF_IT = "https://daypass.example.com";
const env = { ADMIN_TOKEN: "an-admin's" };

/** `npm run recover` against the day's Worker; whoever it is said to be asks. */
function recoverAs(day: Day, login: string, since?: string) {
  const answered = async (request: Request) => {
    const { pathname } = new URL(request.url);
    const body: unknown = request.method === "GET" ? {} : await request.json();
    return request.method === "GET"
      ? day.get(login, pathname)
      : day.post(login, pathname, Object(body));
  };
  const ports = {
    fetch: async (request: Request) => {
      const { status, body } = await answered(request);
      return Response.json(body, { status });
    },
    sleep: (ms: number) => day.pass(ms),
  };
  return recoverDeployment(ports, { url: URL_OF_IT, since }, env);
}

test("the command waits until what was forgotten is settled, and says what it did", () =>
  aDay(async (day) => {
    const before = contentsOf(day.stand.database);
    await given(day, "ben", prodPower, { minutes: 5 });
    await day.pass(MINUTE);
    day.stand.database.restore(before);
    await day.pass(10 * MINUTE);
    expect(has(day, "ben", prodPower)).toBe(true);
    const { isDone, lines } = await recoverAs(day, "ada");
    expect([isDone, lines[1]]).toEqual([true, expect.stringContaining("1 put back")]);
    await day.pass(10_000);
    expect(has(day, "ben", prodPower)).toBe(false);
  }));

test("without a restore it says that there is nothing to recover; with an instant it compares all the same", () =>
  aDay(async (day) => {
    const start = new Date(day.start).toISOString();
    expect(await recoverAs(day, "ada")).toMatchObject({
      isDone: false,
      lines: [expect.stringContaining("409")],
    });
    await given(day, "ben", prodPower, { minutes: 5 });
    await day.pass(MINUTE);
    expect(await recoverAs(day, "ada", start)).toMatchObject({
      isDone: true,
      lines: [expect.anything(), expect.stringContaining("0 put back"), "creations go on"],
    });
    expect(has(day, "ben", prodPower)).toBe(true);
  }));

test("who is no admin is refused, and a token goes over https alone", async () => {
  await aDay(async (day) => {
    expect((await recoverAs(day, "ben")).lines).toEqual([expect.stringContaining("403")]);
  });
  const nobody = { fetch: () => Promise.reject(new Error("asked")), sleep: async () => undefined };
  for (const [url, token] of [
    ["http://daypass.example.com", "x"],
    ["", "x"],
    [URL_OF_IT, ""],
  ] as const) {
    const { isDone, lines } = await recoverDeployment(nobody, { url }, { ADMIN_TOKEN: token });
    expect([isDone, lines]).toEqual([false, [expect.stringMatching(/^(give|set)/)]]);
  }
});
