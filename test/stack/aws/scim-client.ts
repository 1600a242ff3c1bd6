import { beforeEach } from "vitest";
import { need, type Stage } from "./stage.ts";

export const coreUser = "urn:ietf:params:scim:schemas:core:2.0:User";
export const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const patchOp = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

export type ScimAnswer = {
  readonly status: number;
  readonly type: string | null;
  /** Nothing when there was no body. */
  readonly body: unknown;
};

/** Speaks to the emulated SCIM as an identity provider does, with a token that is made before each test. */
export function useScim(stage: Stage) {
  let token = "";
  beforeEach(() => {
    token = stage.aws.scim.createToken().token;
  });
  async function ask(
    method: string,
    path: string,
    body?: unknown,
    authorization = `Bearer ${token}`,
  ): Promise<ScimAnswer> {
    const response = await fetch(`${stage.url}${stage.aws.scim.path}${path}`, {
      method,
      headers: { authorization, "content-type": "application/scim+json" },
      ...(body === undefined
        ? {}
        : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      type: response.headers.get("content-type"),
      body: text === "" ? undefined : JSON.parse(text),
    };
  }
  async function made(kind: "Users" | "Groups", body: unknown): Promise<string> {
    return idOf(await ask("POST", `/${kind}`, body));
  }
  return {
    ask,
    makeUser: (name: string, more: object = {}) => made("Users", person(name, more)),
    makeGroup: (displayName: string, more: object = {}) => made("Groups", { displayName, ...more }),
    patch: (path: string, ...Operations: unknown[]) =>
      ask("PATCH", path, { schemas: [patchOp], Operations }),
    list: async (path: string) => listOf(await ask("GET", path)),
    get token() {
      return token;
    },
  };
}

/** The least that AWS takes, and an email. */
export function person(name: string, more: object = {}) {
  return {
    schemas: [coreUser],
    userName: `${name}@example.com`,
    name: { givenName: name, familyName: "O'Brien" },
    displayName: `${name} O'Brien`,
    emails: [{ value: `${name}@example.com`, type: "work", primary: true }],
    active: true,
    ...more,
  };
}

/** The list of an answer, as far as tests ask. */
function listOf({ body }: ScimAnswer) {
  const all = member(body, "Resources");
  const nextCursor = member(body, "nextCursor");
  return {
    names: (Array.isArray(all) ? all : []).map(
      (one) => member(one, "userName") ?? member(one, "displayName"),
    ),
    nextCursor: typeof nextCursor === "string" ? nextCursor : undefined,
    body,
  };
}

export function idOf({ body }: ScimAnswer): string {
  const id = member(body, "id");
  return need(typeof id === "string" ? id : undefined);
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
