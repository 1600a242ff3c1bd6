/** Everybody who may call, each with what shows who they are. */
import { z } from "zod";
import { scopes } from "../../../../worker/http/caller.ts";
import { tokenFor } from "../../backstage-tokens.ts";
import { call, START } from "../../fresh.ts";
import type { TestApp } from "../../fresh.ts";
import { SECRETS, signedHeaders } from "../../hr/feed.ts";
import type { Sent } from "./requests.ts";

/** Adds to a request what shows who sends it. */
export type Caller = (sent: Sent) => Readonly<Record<string, string>>;

export const NEW_TOKEN = { expires_at: "2026-12-01T00:00:00Z" };

function bearer(token: string): Caller {
  const headers = { authorization: `Bearer ${token}` };
  return () => headers;
}

/** The callers by what they are, and the id of a service token. */
export async function givenCallers(app: TestApp) {
  const user = async (name: string) => bearer(await tokenFor(`user:default/${name}`));
  const callers = new Map<string, Caller>([
    ["nobody", () => ({})],
    ["a stranger", await user("stranger")],
    ["a person", await user("bruce")],
    ["an approver", await user("alex")],
    ["an admin", await user("olga")],
    ["an auditor", await user("audrey")],
    ["the operator", bearer(app.env.OPERATOR_TOKEN)],
    ["an HR source", hrSource()],
  ]);
  let last = "";
  for (const scope of scopes) {
    const body = { ...NEW_TOKEN, name: scope.replace(":", "."), scopes: [scope] };
    const made = await call(app, "POST", "/v1/tokens", { as: "user:default/olga", body });
    const { id, token } = z.object({ id: z.string(), token: z.string() }).parse(made.body);
    callers.set(`a service with ${scope}`, bearer(token));
    last = id;
  }
  return { callers, token: last };
}

function hrSource(): Caller {
  let count = 0;
  return ({ path, body = "" }) => {
    const source = /^\/v1\/hr\/(\w+)\/events/.exec(path)?.[1] ?? "default";
    const secret = SECRETS[source]?.[0] ?? "whsec_bm9ib2R5cyBzZWNyZXQ=";
    const signed = signedHeaders(`msg_${(count += 1)}`, START, body, secret);
    const { "content-type": _json, ...signature } = signed;
    return signature;
  };
}
