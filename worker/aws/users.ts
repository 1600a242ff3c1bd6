import * as z from "zod";
import { externalIds, readExternalIds } from "./external-ids.ts";
import { foundOrUndefined } from "./found.ts";
import type { IdentityStore, User, UserOperation, UserProfile } from "./identity-store.ts";
import { type JsonClient, maybe, nextToken, nothing } from "./json-client.ts";
import type { CallOptions } from "./ports.ts";

const text = maybe(z.string());

const identified = z.object({ UserId: z.string() });
const user = z.object({
  UserId: z.string(),
  UserName: text,
  Name: maybe(z.object({ GivenName: text, FamilyName: text })),
  DisplayName: text,
  Emails: maybe(z.array(z.object({ Value: text, Primary: maybe(z.boolean()) }))),
  Title: text,
  UserType: text,
  PreferredLanguage: text,
  Locale: text,
  Timezone: text,
  UserStatus: maybe(z.enum(["ENABLED", "DISABLED"])),
  ExternalIds: externalIds,
});
const users = z.object({ Users: z.array(user), NextToken: nextToken });

type Users = Pick<
  IdentityStore,
  | "getUserIdByUserName"
  | "getUserIdByEmail"
  | "describeUser"
  | "createUser"
  | "updateUser"
  | "deleteUser"
  | "listUsers"
>;

/** The part of identitystore that is about users. */
export function userCalls(client: JsonClient): Users {
  const getUserId = (path: string, value: string, options?: CallOptions) =>
    foundOrUndefined(
      "USER",
      client.call(
        {
          name: "GetUserId",
          input: {
            AlternateIdentifier: {
              UniqueAttribute: { AttributePath: path, AttributeValue: value },
            },
          },
          output: identified,
          read: (out) => out.UserId,
        },
        options,
      ),
    );

  return {
    getUserIdByUserName: (userName, options) => getUserId("userName", userName, options),
    getUserIdByEmail: (email, options) => getUserId("emails.value", email, options),

    describeUser: (userId, options) =>
      client.call(
        {
          name: "DescribeUser",
          input: { UserId: userId },
          output: user,
          read: (out) => (out.UserId === userId ? readUser(out) : undefined),
        },
        options,
      ),

    createUser: (profile, options) =>
      client.call(
        {
          name: "CreateUser",
          input: inputOf(profile),
          output: identified,
          read: (out) => out.UserId,
        },
        options,
      ),

    updateUser: async (userId, operations, options) => {
      await client.call(
        {
          name: "UpdateUser",
          input: { UserId: userId, Operations: operations.map(operationOf) },
          output: nothing,
          read: (out) => out,
        },
        options,
      );
    },

    deleteUser: async (userId, options) => {
      await client.call(
        { name: "DeleteUser", input: { UserId: userId }, output: nothing, read: (out) => out },
        options,
      );
    },

    listUsers: (options) =>
      client.list(
        {
          name: "ListUsers",
          input: { MaxResults: 100 },
          output: users,
          read: (out) => out.Users.map(readUser),
        },
        options,
      ),
  };
}

const PATHS = {
  userName: "userName",
  givenName: "name.givenName",
  familyName: "name.familyName",
  displayName: "displayName",
  email: "emails",
  title: "title",
  userType: "userType",
  preferredLanguage: "preferredLanguage",
  locale: "locale",
  timezone: "timezone",
} as const satisfies Record<keyof UserProfile, string>;

function operationOf({ attribute, value }: UserOperation): object {
  const isEmail = attribute === "email" && value !== null;
  return { AttributePath: PATHS[attribute], AttributeValue: isEmail ? emailsOf(value) : value };
}

function inputOf({ givenName, familyName, email, ...rest }: UserProfile): object {
  return {
    UserName: rest.userName,
    Name: { GivenName: givenName, FamilyName: familyName },
    DisplayName: rest.displayName,
    Emails: emailsOf(email),
    Title: rest.title,
    UserType: rest.userType,
    PreferredLanguage: rest.preferredLanguage,
    Locale: rest.locale,
    Timezone: rest.timezone,
  };
}

/** AWS takes one address, and replaces the list as a whole. */
function emailsOf(email: string): object[] {
  return [{ Value: email, Type: "work", Primary: true }];
}

function readUser(row: z.infer<typeof user>): User {
  const email = row.Emails?.find((address) => address.Primary) ?? row.Emails?.[0];
  return {
    userId: row.UserId,
    userName: row.UserName,
    givenName: row.Name?.GivenName,
    familyName: row.Name?.FamilyName,
    displayName: row.DisplayName,
    email: email?.Value,
    title: row.Title,
    userType: row.UserType,
    preferredLanguage: row.PreferredLanguage,
    locale: row.Locale,
    timezone: row.Timezone,
    status: row.UserStatus,
    externalIds: readExternalIds(row.ExternalIds),
  };
}
