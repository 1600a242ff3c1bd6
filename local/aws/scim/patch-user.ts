import { capital } from "../identity-store/attributes.ts";
import { invalid, userOf } from "../identity-store/fields.ts";
import { isObject } from "../input.ts";
import { patchOf, settings, type PatchOperation } from "./patch.ts";
import { scimVerb } from "./request.ts";
import { lists, withScimAttribute, type UserDraft } from "./user-attributes.ts";
import { lowered } from "./user-resource.ts";
import { draftFrom, keep } from "./users.ts";

/** `emails[type eq "work"].value`: the one entry if it is that one, or a part of it. */
const chosen = /^(\w+)\[(\w+) eq ("(?:[^"\\]|\\.)+"|true|false)\](?:\.(\w+))?$/;

/** Who the user is and whether they are active may change once in a request. */
const once = ["userName", "active"];

export const patchUser = scimVerb((call, request) => {
  const user = userOf(call, request.UserId ?? "");
  const steps = patchOf(request).flatMap(stepsOf);
  if (steps.filter(({ name }) => once.includes(name)).length > 1)
    throw invalid("Only one operation on userName or active.");
  return keep(call, user, steps.reduce(taken, draftFrom(call, user)));
});

type Step = { readonly op: PatchOperation["op"]; readonly name: string; readonly value: unknown };

function stepsOf(operation: PatchOperation): readonly Step[] {
  const { op, path } = operation;
  if (path === undefined) return settings(operation).map(([name, value]) => ({ op, name, value }));
  if (op === "remove" && once.includes(path)) throw invalid(`${path} can not be removed.`);
  return [{ op, name: path, value: op === "remove" ? null : operation.value }];
}

function taken(draft: UserDraft, { op, name, value }: Step): UserDraft {
  const [, list, part, quoted = "", sub] = chosen.exec(name) ?? [];
  if (list !== undefined && part !== undefined)
    return withChosen(draft, { list, part, wanted: JSON.parse(quoted), sub }, value);
  // Another one of what there may be one of.
  if (op === "add" && lists.includes(name) && entryOf(draft, name) !== undefined)
    throw invalid(`There may be one of ${name}.`);
  return withScimAttribute(draft, name, value);
}

type Chosen = {
  readonly list: string;
  readonly part: string;
  readonly wanted: unknown;
  readonly sub: string | undefined;
};

function withChosen(draft: UserDraft, { list, part, wanted, sub }: Chosen, value: unknown) {
  const entry = lists.includes(list) ? entryOf(draft, list) : undefined;
  if (entry === undefined || entry[part] !== wanted) throw invalid(`There is no such ${list}.`);
  if (sub === undefined) return withScimAttribute(draft, list, value);
  const { [sub]: _before, ...others } = entry;
  return withScimAttribute(draft, list, value === null ? others : { ...others, [sub]: value });
}

/** The one entry of a list, in SCIM's words. */
function entryOf(draft: UserDraft, list: string): Readonly<Record<string, unknown>> | undefined {
  const all = lowered(draft.attributes[capital(list)]);
  const [entry]: unknown[] = Array.isArray(all) ? all : [];
  return isObject(entry) ? entry : undefined;
}
