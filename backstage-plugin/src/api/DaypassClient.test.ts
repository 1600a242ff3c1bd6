import { describe, expect, test } from "vitest";
import { DaypassClient, urlOf } from "./DaypassClient.ts";
import { DaypassError } from "./DaypassError.ts";

/** A client whose proxy answers so; `sent` has what went out. */
function clientOf(answer: () => Response | Promise<Response>, proxyPath?: string) {
  const sent: { url: string; init: RequestInit | undefined }[] = [];
  const client = new DaypassClient({
    discoveryApi: { getBaseUrl: async (plugin) => `http://backstage.example.com/api/${plugin}` },
    fetchApi: {
      fetch: async (input, init) => {
        sent.push({ url: new Request(input).url, init });
        return await answer();
      },
    },
    ...(proxyPath === undefined ? {} : { proxyPath }),
  });
  return { client, sent };
}

const failureOf = async (answer: () => Response | Promise<Response>): Promise<DaypassError> => {
  const error: unknown = await clientOf(answer)
    .client.request("get", "/v1/me", {})
    .then(
      () => undefined,
      (reason: unknown) => reason,
    );
  if (error instanceof DaypassError) return error;
  throw new Error(`no DaypassError: ${String(error)}`);
};

describe("a request", () => {
  test("goes through Backstage's proxy, at the path that the configuration says", async () => {
    const { client, sent } = clientOf(() => Response.json({ items: [] }), "/aws-access");
    await client.request("get", "/v1/grants", { query: { person: "per 1", state: "live" } });
    expect(sent[0]?.url).toBe(
      "http://backstage.example.com/api/proxy/aws-access/v1/grants?person=per+1&state=live",
    );
  });

  test("that writes carries its body, and a key of its own", async () => {
    const { client, sent } = clientOf(() => Response.json({}));
    const given = { path: { id: "req_1" }, body: { reason: "No ticket" } };
    await client.request("post", "/v1/requests/{id}/reject", given);
    await client.request("post", "/v1/requests/{id}/reject", given);
    const [one, other] = sent.map(({ init }) => new Headers(init?.headers).get("idempotency-key"));
    expect(sent[0]?.init?.body).toBe('{"reason":"No ticket"}');
    expect(one).toMatch(/^[\da-f]{32}$/);
    expect(one).not.toBe(other);
  });

  test("fills in the path, and leaves out what is undefined", () => {
    const given = { path: { id: "a/b" }, query: { limit: 5, cursor: undefined } };
    expect(urlOf("/v1/people/{id}/access", given)).toBe("/v1/people/a%2Fb/access?limit=5");
  });
});

describe("what goes wrong", () => {
  test("the Worker's problem is told in its words, field by field", async () => {
    const error = await failureOf(() =>
      Response.json(
        {
          type: "urn:daypass:problem:invalid-input",
          title: "A field is wrong",
          status: 400,
          detail: "duration: is longer than the rule allows",
          instance: "req_1",
          errors: [{ field: "duration", message: "is longer than the rule allows" }],
        },
        { status: 400 },
      ),
    );
    expect(error).toMatchObject({
      status: 400,
      message: "duration: is longer than the rule allows",
    });
    expect(error.fieldError("duration")).toBe("is longer than the rule allows");
    expect(error.fieldError("ticket")).toBeUndefined();
  });

  test("what Backstage answers in its place is told from that", async () => {
    const error = await failureOf(() =>
      Response.json({ error: { name: "AuthenticationError" } }, { status: 401 }),
    );
    expect(error.failure).toMatchObject({ kind: "between", status: 401 });
  });

  test("that nobody answered is said too", async () => {
    const error = await failureOf(() => Promise.reject(new TypeError("Failed to fetch")));
    expect(error.failure).toEqual({ kind: "unreachable", message: "Failed to fetch" });
    expect(error.status).toBeUndefined();
  });
});
