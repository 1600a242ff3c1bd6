import type { Entity } from "@backstage/catalog-model";
import { accounts } from "../../company/accounts.ts";
import { cast } from "../../company/cast.ts";
import { groupOf, platformSecurity } from "../../company/people.ts";
import type { HistoryEvent } from "../../company/people.ts";

const LOCATION = "url:https://hr.example.com/";

/** Everybody of the HR history, their departments, and the systems that run in the company's accounts. */
export function entitiesOf(history: readonly HistoryEvent[]): Entity[] {
  const people = lastKnown(history);
  const departments = new Set(people.map(({ department = "" }) => department));
  departments.delete("");
  return [
    ...[...departments].map((department) => group(groupOf(department), department, "department")),
    group(platformSecurity.group, "Platform Security", "team"),
    ...people.map((person) => user(nameOf(person), person)),
    user(nameIn(cast.bootstrap_admin), { name: "Bootstrap admin" }),
    ...systems(),
  ];
}

/** The last that HR said of each, oldest first. */
function lastKnown(history: readonly HistoryEvent[]): HistoryEvent[] {
  const people = new Map<string, HistoryEvent>();
  for (const event of history) {
    people.set(event.email, { ...people.get(event.email), ...event });
  }
  return [...people.values()];
}

function user(name: string, person: Partial<HistoryEvent>): Entity {
  const { email, department = "" } = person;
  const memberOf = [
    ...(department === "" ? [] : [groupOf(department)]),
    ...(platformSecurity.members.some((ref) => nameIn(ref) === name)
      ? [platformSecurity.group]
      : []),
  ];
  const displayName = person.name ?? name;
  return entity(
    "User",
    name,
    {
      title: displayName,
      ...(person["title"] === undefined ? {} : { description: person["title"] }),
    },
    { profile: { displayName, ...(email === undefined ? {} : { email }) }, memberOf },
  );
}

const group = (name: string, displayName: string, type: string): Entity =>
  entity("Group", name, { title: displayName }, { type, profile: { displayName }, children: [] });

/** A component for each application, in the accounts it runs in: of both annotations that are in use, one or the other. */
function systems(): Entity[] {
  const apps = Map.groupBy(
    accounts.filter(({ tags }) => tags?.["app"] !== undefined),
    ({ tags }) => tags?.["app"] ?? "",
  );
  return [...apps].flatMap(([app, its]) => [
    entity("System", app, {}, { owner: groupOf("IT") }),
    ...its.map(({ id, name }, at) =>
      entity(
        at === 0 ? "Component" : "Resource",
        name,
        {
          description: `${app} in the AWS account ${name}`,
          annotations: {
            [at === 0 ? "amazonaws.com/account-id" : "aws.amazon.com/account-id"]: id,
          },
        },
        {
          type: at === 0 ? "service" : "aws-account",
          lifecycle: "production",
          owner: groupOf("IT"),
          system: app,
        },
      ),
    ),
  ]);
}

function entity(
  kind: string,
  name: string,
  {
    annotations,
    ...told
  }: { title?: string; description?: string; annotations?: Record<string, string> },
  spec: NonNullable<Entity["spec"]>,
): Entity {
  return {
    apiVersion: "backstage.io/v1alpha1",
    kind,
    metadata: {
      name,
      ...told,
      annotations: {
        "backstage.io/managed-by-location": LOCATION,
        "backstage.io/managed-by-origin-location": LOCATION,
        ...annotations,
      },
    },
    spec,
  };
}

const nameOf = ({ email }: HistoryEvent): string => email.slice(0, email.indexOf("@"));
const nameIn = (ref: string): string => ref.slice(ref.indexOf("/") + 1);
