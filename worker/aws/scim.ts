import * as z from "zod";
import type { UserProfile } from "./identity-store.ts";
import { parseJson } from "./json.ts";
import { maybe } from "./json-client.ts";
import type { CallOptions } from "./ports.ts";
import type { ScimTransport } from "./scim-transport.ts";

const CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** What SCIM tells of a user, as far as Daypass asks. */
export interface ScimUser {
  /** The same as Identity Store's UserId. */
  userId: string;
  /** The identity provider's own name for the user: ours, or what another provider left. */
  externalId: string | undefined;
  title: string | undefined;
  /** Undefined when AWS does not say. */
  active: boolean | undefined;
}

/**
 * Identity Center's users as an identity provider writes them. Every failure is an `AwsError`, sorted by its HTTP
 * status alone.
 */
export interface Scim {
  /** Who bears this external id: at most one, unless somebody else gave it too. */
  usersByExternalId(externalId: string, options?: CallOptions): Promise<ScimUser[]>;
  getUser(userId: string, options?: CallOptions): Promise<ScimUser>;
  /** The new user's id. Their name and email must be nobody else's. */
  createUser(profile: UserProfile, externalId: string, options?: CallOptions): Promise<string>;
  /** Makes everything of the profile so but the user name, and the user ours by the external id. */
  updateUser(
    userId: string,
    profile: UserProfile,
    externalId: string,
    options?: CallOptions,
  ): Promise<void>;
  /** Lets the user sign in, or no more. What they are assigned stays. */
  setActive(userId: string, active: boolean, options?: CallOptions): Promise<void>;
  deleteUser(userId: string, options?: CallOptions): Promise<void>;
}

const user = z
  .object({
    id: z.string(),
    externalId: maybe(z.string()),
    title: maybe(z.string()),
    active: maybe(z.boolean()),
  })
  .transform(({ id, ...rest }): ScimUser => ({ userId: id, ...rest }));
const users = z.object({ Resources: z.array(user) });

/** SCIM's operations on users. */
export function scimCalls(call: ScimTransport): Scim {
  const getUser = (userId: string, options?: CallOptions) =>
    call(
      {
        operation: "GetUser",
        method: "GET",
        path: pathOf(userId),
        read: (text) => theUser(text, userId),
      },
      options,
    );
  const patch = async (userId: string, Operations: readonly object[], options?: CallOptions) => {
    await call(
      {
        operation: "PatchUser",
        method: "PATCH",
        path: pathOf(userId),
        body: { schemas: [PATCH], Operations },
        read: (text) => theUser(text, userId),
      },
      options,
    );
  };

  return {
    getUser,

    usersByExternalId: (externalId, options) =>
      call(
        {
          operation: "ListUsers",
          method: "GET",
          path: `/Users?filter=${encodeURIComponent(`externalId eq ${JSON.stringify(externalId)}`)}`,
          // Who does not bear it shows that the filter was not understood.
          read: (text) => {
            const rows = users.safeParse(parseJson(text)).data?.Resources;
            return rows?.every((row) => row.externalId === externalId) ? rows : undefined;
          },
        },
        options,
      ),

    createUser: (profile, externalId, options) =>
      call(
        {
          operation: "CreateUser",
          method: "POST",
          path: "/Users",
          body: { schemas: [CORE], externalId, ...resourceOf(profile), active: true },
          read: (text) => user.safeParse(parseJson(text)).data?.userId,
        },
        options,
      ),

    updateUser: async (userId, profile, externalId, options) => {
      const before = await getUser(userId, options);
      const { userName: _, title, ...rest } = resourceOf(profile);
      const wanted = { ...rest, ...(before.externalId === externalId ? {} : { externalId }) };
      await patch(
        userId,
        [
          ...Object.entries(wanted).map(([path, value]) => replaced(path, value)),
          ...(title === undefined ? [] : [replaced("title", title)]),
          // What is not there need not be removed: what AWS answers to that is not known.
          ...(title === undefined && before.title !== undefined
            ? [{ op: "remove", path: "title" }]
            : []),
        ],
        options,
      );
    },

    setActive: (userId, active, options) =>
      // A text, as in AWS's own example.
      patch(userId, [replaced("active", String(active))], options),

    deleteUser: async (userId, options) => {
      await call(
        {
          operation: "DeleteUser",
          method: "DELETE",
          path: pathOf(userId),
          read: () => true,
        },
        options,
      );
    },
  };
}

function replaced(path: string, value: unknown): object {
  return { op: "replace", path, value };
}

function pathOf(userId: string): string {
  return `/Users/${encodeURIComponent(userId)}`;
}

function theUser(text: string, userId: string): ScimUser | undefined {
  const { data } = user.safeParse(parseJson(text));
  return data?.userId === userId ? data : undefined;
}

/** AWS takes one email, and only as the primary one. */
function resourceOf({ givenName, familyName, email, ...rest }: UserProfile) {
  return {
    ...rest,
    name: { givenName, familyName },
    emails: [{ value: email, type: "work", primary: true }],
  };
}
