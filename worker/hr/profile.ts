/**
 * What HR says of a person, event by event.
 * @module
 */
import { emailKey } from "../people/canonical.ts";
import { splitName } from "../people/names.ts";
import { fillTemplate } from "../policy/template.ts";
import { namesOf } from "./schemas.ts";
import type { HrEvent } from "./schemas.ts";

/** Fields that are kept as HR wrote them. */
export const PLAIN_FIELDS = [
  "title",
  "department",
  "division",
  "location",
  "country",
  "time_zone",
  "employment_type",
  "start_date",
  "end_date",
] as const;

/** What the fold carries from event to event: names still as HR wrote them. */
export interface Draft extends Readonly<Record<(typeof PLAIN_FIELDS)[number], string | null>> {
  readonly email: string;
  readonly names: ReturnType<typeof namesOf>;
  readonly display_name: string | null;
  readonly manager_email: string | null;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The columns of a person that follow from HR's events. */
export interface Profile extends Readonly<Record<(typeof PLAIN_FIELDS)[number], string | null>> {
  readonly email: string;
  readonly email_key: string;
  readonly given_name: string;
  readonly family_name: string;
  readonly display_name: string;
  /** As `emailKey` makes it. */
  readonly manager_email: string | null;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface NameRules {
  readonly mononym: "repeat" | "dash";
  /** The template of the display name where HR gives none. */
  readonly display_name: string;
}

/** An onboarding says everything: what it leaves out is not so. A change of case alone leaves the email as it was. */
export function begun(event: HrEvent, before: Draft | undefined): Draft {
  return {
    ...plain(event, (value) => value ?? null),
    email: emailOf(event, before),
    names: namesOf(event),
    display_name: event.display_name ?? null,
    manager_email: managerOf(event.manager_email),
    attributes: withoutNulls(event.attributes ?? {}),
  };
}

/** An update says what changed: an absent field stays, null takes it away. */
export function patched(draft: Draft, event: HrEvent): Draft {
  const isRenamed = [event.name, event.given_name, event.family_name].some((name) => name != null);
  return {
    ...plain(event, (value, field) => (value === undefined ? draft[field] : value)),
    email: emailOf(event, draft),
    names: isRenamed ? renamed(draft.names, event) : draft.names,
    display_name:
      event.display_name === undefined
        ? isRenamed
          ? null
          : draft.display_name
        : event.display_name,
    manager_email:
      event.manager_email === undefined ? draft.manager_email : managerOf(event.manager_email),
    attributes:
      event.attributes === null ? {} : withoutNulls({ ...draft.attributes, ...event.attributes }),
  };
}

/** Where the person is, by an offboarding: it says nothing else of them, but its last day is read there. */
export function placed(draft: Draft, { time_zone, location }: HrEvent): Draft {
  return {
    ...draft,
    time_zone: time_zone === undefined ? draft.time_zone : time_zone,
    location: location === undefined ? draft.location : location,
  };
}

/** The person's columns. The events were checked when they came: whoever was onboarded has a name. */
export function profileOf(draft: Draft, workerId: string, rules: NameRules): Profile {
  const { names, display_name, ...rest } = draft;
  const split = splitName(names, rules.mononym);
  if (!split.ok) throw new Error(`a stored event has no usable name: ${split.field}`);
  const { given_name, family_name, mononym } = split;
  const values = { email: draft.email, given_name, family_name, worker_id: workerId };
  const usual = mononym ? given_name : fillTemplate(rules.display_name, values);
  return {
    ...rest,
    email_key: emailKey(draft.email),
    given_name,
    family_name,
    display_name: display_name ?? usual ?? draft.email,
  };
}

function plain(
  event: HrEvent,
  pick: (value: string | null | undefined, field: (typeof PLAIN_FIELDS)[number]) => string | null,
) {
  const of = (field: (typeof PLAIN_FIELDS)[number]) => pick(event[field], field);
  return {
    title: of("title"),
    department: of("department"),
    division: of("division"),
    location: of("location"),
    country: of("country"),
    time_zone: of("time_zone"),
    employment_type: of("employment_type"),
    start_date: of("start_date"),
    end_date: of("end_date"),
  };
}

/** A whole name alone replaces the parts known before; a part stands beside what is known. */
function renamed(before: Draft["names"], event: HrEvent): Draft["names"] {
  if (event.name != null && event.given_name == null && event.family_name == null) {
    return namesOf({ name: event.name });
  }
  return {
    name: event.name ?? before.name,
    given_name: event.given_name ?? before.given_name,
    family_name: event.family_name ?? before.family_name,
  };
}

function emailOf(event: HrEvent, before: Draft | undefined): string {
  const isSame = before !== undefined && emailKey(before.email) === emailKey(event.email);
  return isSame ? before.email : event.email;
}

function managerOf(email: string | null | undefined): string | null {
  return email == null ? null : emailKey(email);
}

function withoutNulls(attributes: Readonly<Record<string, string | null>>): Record<string, string> {
  const known = Object.entries(attributes).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  return Object.fromEntries(known.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
