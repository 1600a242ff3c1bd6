import { z } from "zod";
import { NEVER } from "../db/context.ts";
import { checkEmail } from "../people/canonical.ts";
import { isTimeZone, parseDate, parseInstant } from "../people/local-time.ts";
import { nameText, splitName } from "../people/names.ts";

/**
 * A field's absence says nothing; null says that there is none. An empty text is what many HR systems send for none.
 */
function nullable<T extends z.ZodType>(inner: T) {
  return z.preprocess((value) => (value === "" ? null : value), inner.nullable()).optional();
}

/** A text whose fault is the sentence that `check` gives; the value itself is never repeated. */
function checked(
  check: (text: string) => { ok: true; text: string } | { ok: false; reason: string },
) {
  return z.string("must be a text").transform((text, context) => {
    const result = check(text);
    if (result.ok) return result.text;
    context.addIssue({ code: "custom", message: result.reason });
    return z.NEVER;
  });
}

const email = checked((text) => {
  const result = checkEmail(text);
  return result.ok ? { ok: true, text: result.email } : result;
});
const personName = checked(nameText);
const line = z
  .string("must be a text")
  .max(256, "has more than 256 characters")
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, "contains a control character or line break")
  .transform((text) => text.trim().normalize("NFC"));
const date = z
  .string("must be a text")
  .refine((text) => parseDate(text) !== undefined, "must be a date: YYYY-MM-DD");
const timeZone = z
  .string("must be a text")
  .max(64, "is not a time zone of the IANA database")
  .refine(isTimeZone, "is not a time zone of the IANA database");
const instant = z.string("must be a text").refine((text) => {
  const at = parseInstant(text);
  return at !== undefined && at < NEVER;
}, "must be an RFC 3339 instant with its offset, before the year 9999");
const ATTRIBUTE = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;
/** `email:` begins the ids that Daypass gives to workers who have none. */
const employeeId = z
  .string("must be a text")
  .regex(
    /^[\x21-\x7e](?:[\x20-\x7e]{0,126}[\x21-\x7e])?$/,
    "must be 1 to 128 visible ASCII characters",
  )
  .refine((text) => !/^email:/i.test(text), "must not begin with email:");
/** `__proto__`, which a record leaves out unsaid, is refused like every other name that is none. */
const attributes = z
  .custom<object>(
    (value) => typeof value === "object" && !Array.isArray(value),
    "must be an object of texts",
  )
  .refine((value) => Object.keys(value).every((key) => ATTRIBUTE.test(key)), {
    error: "has a name that is not 1 to 64 letters, digits, dots, dashes",
    abort: true,
  })
  .refine((value) => Object.keys(value).length <= 50, {
    error: "has more than 50 names",
    abort: true,
  })
  .pipe(z.record(z.string(), line.nullable()));

/** The fields that say who a person is; what an HR source may set is a selection of these. */
const profileFields = {
  name: nullable(personName),
  given_name: nullable(personName),
  family_name: nullable(personName),
  display_name: nullable(personName),
  title: nullable(line),
  department: nullable(line),
  division: nullable(line),
  manager_email: nullable(email),
  location: nullable(line),
  country: nullable(line),
  time_zone: nullable(timeZone),
  employment_type: nullable(line),
  start_date: nullable(date),
  end_date: nullable(date),
  attributes: nullable(attributes),
};

/**
 * One HR event as it is kept: checked, NFC, empty texts as null. `user_onboard` says everything of a person (what is
 * absent is not so), `user_update` only what changed, `user_offboard` that they leave: now, or with `end_date`'s end.
 */
export const hrEvent = z
  .strictObject({
    event: z.enum(["user_onboard", "user_update", "user_offboard"], {
      error: "must be user_onboard, user_update or user_offboard",
    }),
    email,
    employee_id: nullable(employeeId),
    occurred_at: nullable(instant),
    ...profileFields,
  })
  .check(({ value, issues }) => {
    const fault = (field: string, message: string) =>
      issues.push({ code: "custom", path: [field], message, input: value });
    if (value.event === "user_onboard") {
      const name = splitName(namesOf(value), "repeat");
      if (!name.ok)
        fault(name.field, name.field === "name" ? "is needed to onboard someone" : name.reason);
    }
    const { start_date, end_date } = value;
    if (start_date && end_date && end_date < start_date) fault("end_date", "is before start_date");
  });

export type HrEvent = z.output<typeof hrEvent>;

/** The names in an event as `splitName` takes them. */
export function namesOf(event: Pick<HrEvent, "name" | "given_name" | "family_name">) {
  return {
    name: event.name ?? undefined,
    given_name: event.given_name ?? undefined,
    family_name: event.family_name ?? undefined,
  };
}

/** The fields of an event that say something about the person beyond who they are. */
export function profileFieldsOf(event: HrEvent): string[] {
  return Object.keys(event).filter((field) => field in profileFields);
}

/** A body: one event, `{ "events": [...] }`, or a bare array of events; each event is judged alone, later. */
export const hrBody = z
  .union(
    [
      z.array(z.unknown()),
      z.strictObject({ events: z.array(z.unknown()) }).transform(({ events }) => events),
      z.looseObject({ event: z.unknown() }).transform((event): unknown[] => [event]),
    ],
    "must be an event, an array of events, or an object whose only field `events` is such an array",
  )
  .refine((events) => events.length > 0, "has no event");
