import {
  enterpriseParts,
  enterpriseSchema,
  listParts,
  nameParts,
  userSchema,
  words,
} from "./user-attributes.ts";

type Attribute = Readonly<Record<string, unknown>>;

/** The three schemas, as /Schemas lists them: what SCIM takes here, without the standard's prose. */
export const schemas = [
  {
    id: userSchema,
    name: "User",
    description: "User Account",
    attributes: [
      attribute("userName", { required: true, uniqueness: "server" }),
      complex("name", false, nameParts.map(namePart)),
      ...words.map((name) => attribute(name, { required: name === "displayName" })),
      attribute("active", { type: "boolean" }),
      ...Object.entries(listParts).map(([name, parts]) => complex(name, true, parts.map(listPart))),
    ],
  },
  {
    id: enterpriseSchema,
    name: "EnterpriseUser",
    description: "Enterprise User",
    attributes: enterpriseParts.map((name) =>
      name === "manager"
        ? complex(name, false, [attribute("value"), attribute("$ref", { type: "reference" })])
        : attribute(name),
    ),
  },
  {
    id: "urn:ietf:params:scim:schemas:core:2.0:Group",
    name: "Group",
    description: "Group",
    attributes: [
      attribute("displayName", { required: true, uniqueness: "server" }),
      complex("members", true, [attribute("value"), attribute("$ref", { type: "reference" })]),
    ],
  },
];

function attribute(name: string, odd: Attribute = {}): Attribute {
  return {
    name,
    type: "string",
    multiValued: false,
    required: false,
    caseExact: false,
    mutability: "readWrite",
    returned: "default",
    uniqueness: "none",
    ...odd,
  };
}

function complex(name: string, multiValued: boolean, subAttributes: Attribute[]): Attribute {
  return attribute(name, { type: "complex", multiValued, subAttributes });
}

function namePart(name: string): Attribute {
  return attribute(name, { required: name === "givenName" || name === "familyName" });
}

function listPart(name: string): Attribute {
  return attribute(name, name === "primary" ? { type: "boolean" } : {});
}
