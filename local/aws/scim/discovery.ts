import { Refusal, type Output } from "../wire.ts";
import { wholeList } from "./list.ts";
import { scimVerb } from "./request.ts";
import { schemas } from "./schemas.ts";
import { enterpriseSchema, userSchema } from "./user-attributes.ts";

const guide = "https://docs.aws.amazon.com/singlesignon/latest/userguide";

export const serviceProviderConfig = scimVerb((): Output => ({
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
  documentationUri: `${guide}/manage-your-identity-source-idp.html`,
  authenticationSchemes: [
    {
      type: "oauthbearertoken",
      name: "OAuth Bearer Token",
      description: "Authentication scheme using the OAuth Bearer Token Standard",
      specUri: "https://www.rfc-editor.org/info/rfc6750",
      documentationUri: `${guide}/provision-automatically.html`,
      primary: true,
    },
  ],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: 50 },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: false },
}));

export const listResourceTypes = scimVerb((): Output => {
  const type = { schemas: ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"] };
  const user = {
    ...type,
    id: "User",
    name: "User",
    endpoint: "/Users",
    description: "User Account",
    schema: userSchema,
    schemaExtensions: [{ schema: enterpriseSchema, required: true }],
  };
  const group = {
    ...type,
    id: "Group",
    name: "Group",
    endpoint: "/Groups",
    description: "Group",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Group",
  };
  return wholeList([user, group]);
});

export const listSchemas = scimVerb((): Output => wholeList(schemas));

export const getSchema = scimVerb((_, { SchemaId = "" }): Output => {
  const found = schemas.find(({ id }) => id === SchemaId);
  if (found === undefined) throw absent(SchemaId);
  return found;
});

function absent(id: string): Refusal {
  return new Refusal("ResourceNotFoundException", `There is no schema ${id}.`, {
    ResourceType: "SCHEMA",
  });
}
