/**
 * Stands in for Backstage where a real one would be too heavy: signs the same users' tokens, and answers what Daypass
 * asks of Backstage: the keys, userinfo, and the catalog's users and groups.
 * @module
 */
import { Hono } from "hono";
import { SignJWT, decodeJwt, jwtVerify } from "jose";
import type { SigningKey } from "./signing-key.ts";

/** Somebody to sign in as. Refs are full and lower-case: `user:default/name`, `group:default/name`. */
export interface IssuerUser {
  readonly ref: string;
  readonly groups: readonly string[];
}

export interface IssuerOptions {
  /** `<Backstage's base URL>/api/auth`. */
  readonly issuer: string;
  /** Asked at each request: people come and go. */
  readonly users: () => readonly IssuerUser[];
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly key: SigningKey;
  /** What the catalog wants to see. */
  readonly catalogToken: string;
}

/** Backstage's default lifetime, in seconds. */
const LIFETIME = 3600;

/**
 * @returns `fetch`, which answers as Backstage does under `/api`, and gives out tokens at `/token?user=`; `tokenFor`,
 * which signs a token for any ref
 */
export function createIssuer({ issuer, users, now, key, catalogToken }: IssuerOptions) {
  async function tokenFor(ref: string): Promise<string> {
    const iat = Math.floor(now() / 1000);
    return await new SignJWT({
      iss: issuer,
      sub: ref,
      aud: "backstage",
      iat,
      exp: iat + LIFETIME,
      uip: "local",
    })
      .setProtectedHeader({ typ: "vnd.backstage.user", alg: "ES256", kid: key.kid })
      .sign(key.privateKey);
  }

  async function subjectOf(authorization: string | undefined): Promise<string | undefined> {
    const token = authorization?.replace(/^Bearer /i, "") ?? "";
    try {
      await jwtVerify(token, key.publicKey, {
        issuer,
        audience: "backstage",
        typ: "vnd.backstage.user",
        algorithms: ["ES256"],
        currentDate: new Date(now()),
      });
      return decodeJwt(token).sub;
    } catch {
      return undefined;
    }
  }

  const app = new Hono()
    .get("/token", async (c) => {
      const ref = c.req.query("user") ?? "";
      if (!users().some((user) => user.ref === ref)) return c.text("User not found\n", 404);
      return c.text(await tokenFor(ref));
    })
    .get("/api/auth/.well-known/jwks.json", (c) => c.json({ keys: [key.publicJwk] }))
    .get("/api/auth/v1/userinfo", async (c) => {
      const sub = await subjectOf(c.req.header("authorization"));
      if (sub === undefined) return c.json(refusal("AuthenticationError", 401), 401);
      const groups = users().find((user) => user.ref === sub)?.groups ?? [];
      return c.json({ claims: { sub, ent: [sub, ...groups] } });
    })
    .get("/api/catalog/entities/by-name/:kind/:namespace/:name", (c) => {
      if (c.req.header("authorization") !== `Bearer ${catalogToken}`) {
        return c.json(refusal("AuthenticationError", 401), 401);
      }
      const { kind, namespace, name } = c.req.param();
      const entity = entityOf(users(), `${kind}:${namespace}/${name}`.toLowerCase());
      return entity === undefined ? c.json(refusal("NotFoundError", 404), 404) : c.json(entity);
    });

  return { fetch: (request: Request) => app.fetch(request), tokenFor };
}

export type Issuer = ReturnType<typeof createIssuer>;

function entityOf(users: readonly IssuerUser[], ref: string): object | undefined {
  const [kind = "", namespace = "", name = ""] = ref.split(/[:/]/);
  const relations = relationsOf(users, ref);
  if (relations === undefined) return undefined;
  return {
    apiVersion: "backstage.io/v1alpha1",
    kind: kind === "user" ? "User" : "Group",
    metadata: { namespace, name },
    spec: kind === "user" ? {} : { type: "team", children: [] },
    relations,
  };
}

/** Undefined for what the catalog does not have. A group is there as long as somebody is in it. */
function relationsOf(
  users: readonly IssuerUser[],
  ref: string,
): { type: string; targetRef: string }[] | undefined {
  if (ref.startsWith("user:")) {
    const user = users.find((each) => each.ref === ref);
    return user?.groups.map((group) => ({ type: "memberOf", targetRef: group }));
  }
  const members = users.filter((user) => user.groups.includes(ref));
  if (members.length === 0) return undefined;
  return members.map((member) => ({ type: "hasMember", targetRef: member.ref }));
}

function refusal(name: string, statusCode: number): object {
  return { error: { name, message: name }, response: { statusCode } };
}
