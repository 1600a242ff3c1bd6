/**
 * Who is calling: a Backstage user's token, or a service token.
 * @module
 */
import { eq, sql } from "drizzle-orm";
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { held } from "../held/tables.ts";
import { stateOf } from "../people/state.ts";
import { people } from "../people/tables.ts";
import { Problem } from "../problem.ts";
import type { AppEnv } from "./app-env.ts";
import { KeysUnavailable } from "./backstage-keys.ts";
import { actorOf } from "./caller.ts";
import type { Caller } from "./caller.ts";
import { idempotencyKey, sha256Hex } from "./idempotency.ts";
import { logLine } from "./log.ts";
import { rememberedOf, rememberedQueries } from "./remembered.ts";
import { roleQuery, roleRefsOf, rolesOf } from "./roles.ts";
import { sameSecret } from "./same-secret.ts";
import { TOKEN_PREFIX, tokenCaller } from "./service-token.ts";
import { serviceTokens } from "./tables.ts";
import { TokenRefused } from "./token-refused.ts";
import type { VerifyToken } from "./verify-token.ts";

const NOT_ACTIVE = {
  expected: "HR says that you have not begun yet.",
  suspended: "You are suspended.",
  left: "HR says that you have left.",
} as const;

/** Finds out who is calling in one round trip to the database, or refuses: 401, or 403 for those who may do nothing. */
export function authenticate(verify: VerifyToken) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const token = bearerToken(c);
    try {
      if (token.startsWith(TOKEN_PREFIX)) await takeServiceToken(c, token);
      else await takeUserToken(c, token, verify);
    } catch (error) {
      throw refusal(c, error);
    }
    await next();
  });
}

/** Lets the operator's token through, and no other. */
export const operatorOnly = createMiddleware<AppEnv>(async (c, next) => {
  if (!(await sameSecret(bearerToken(c), c.var.base.config.operatorToken))) throw notSignedIn();
  take(c, { kind: "operator" });
  await next();
});

async function takeUserToken(
  c: Context<AppEnv>,
  token: string,
  verify: VerifyToken,
): Promise<void> {
  const { base } = c.var;
  const { proxySecret } = base.config.backstage;
  if (
    proxySecret !== undefined &&
    !(await sameSecret(c.req.header("x-daypass-proxy-secret") ?? "", proxySecret))
  ) {
    throw new TokenRefused("proxy_secret");
  }
  const ref = await verify(token);
  const key = idempotencyKey(c.req.header("idempotency-key"));
  const [[person], [waiting], roleRows, answers, writes] = await base.db.read([
    base.db.q
      .select({ id: people.id, employment: people.employment, suspended_at: people.suspended_at })
      .from(people)
      .where(eq(people.backstage_ref, ref)),
    base.db.q
      .select({ id: held.id })
      .from(held)
      .where(sql`${held.kind} = 'ref' and ${held.state} = 'open' and ${held.key} = ${ref}`),
    roleQuery(base),
    ...rememberedQueries(base, ref, key),
  ]);
  // The bootstrap admin is named by the settings: HR can't put their ref in dispute.
  if (waiting !== undefined && ref !== base.config.backstage.bootstrapAdmin) {
    throw new Problem(403, "ref-held", `An admin must decide first whose ${ref} is.`, {
      held_id: waiting.id,
    });
  }
  const state = person === undefined ? "active" : stateOf(person);
  if (state !== "active") throw notActive(state);

  const roleRefs = roleRefsOf(roleRows);
  c.set("roleRefs", roleRefs);
  c.set("userToken", token);
  c.set("remembered", rememberedOf(answers, writes));
  const roles = await rolesOf(base, ref, roleRefs, { fresh: false, token });
  take(
    c,
    person === undefined
      ? { kind: "backstage", ref, ...roles }
      : { kind: "person", personId: person.id, ref, ...roles },
  );
}

async function takeServiceToken(c: Context<AppEnv>, token: string): Promise<void> {
  const { base } = c.var;
  const hash = await sha256Hex(token);
  const key = idempotencyKey(c.req.header("idempotency-key"));
  const caller = sql`(select 'service:' || name from ${serviceTokens} where hash = ${hash})`;
  const [[row], answers, writes] = await base.db.read([
    base.db.q.select().from(serviceTokens).where(eq(serviceTokens.hash, hash)),
    ...rememberedQueries(base, caller, key),
  ]);
  c.set("remembered", rememberedOf(answers, writes));
  take(c, tokenCaller(row, base.now()));
}

function take(c: Context<AppEnv>, caller: Caller): void {
  c.set("caller", caller);
  c.set("ctx", { ...c.var.base, actor: actorOf(caller), channel: "api" });
}

function bearerToken(c: Context<AppEnv>): string {
  const token = /^Bearer (\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
  if (token === undefined) throw notSignedIn();
  return token;
}

function notActive(state: keyof typeof NOT_ACTIVE): Problem {
  return new Problem(403, "not-active", NOT_ACTIVE[state], { state });
}

/** The rich reason goes to the operator, the caller is told one thing. */
function refusal(c: Context<AppEnv>, error: unknown): unknown {
  if (error instanceof TokenRefused) {
    logLine("token_refused", { request_id: c.var.requestId, reason: error.reason });
    return notSignedIn();
  }
  if (error instanceof KeysUnavailable) {
    logLine("keys_unavailable", { request_id: c.var.requestId });
    return new Problem(503, "keys-unavailable", "Backstage's keys can't be read. Try again.", {
      retry_after_s: 30,
    });
  }
  return error;
}

function notSignedIn(): Problem {
  return new Problem(401, "not-signed-in", "Send a valid token of Backstage, or a service token.");
}
