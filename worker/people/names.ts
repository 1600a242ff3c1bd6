/**
 * People's names, for an AWS that wants a given and a family name of everybody. What HR says outright always counts;
 * guessing from a whole name is the last resort.
 * @module
 */

/** What HR says of a name. An empty text is the same as none: HR systems send it for people with one name. */
export interface NameParts {
  readonly name?: string | undefined;
  readonly given_name?: string | undefined;
  readonly family_name?: string | undefined;
}

/** Both names as AWS takes them, or what is wrong with which field; `reason` completes "the name ...". */
export type SplitName =
  | {
      readonly ok: true;
      readonly given_name: string;
      readonly family_name: string;
      /** The person has one name: a display name made of both would repeat it. */
      readonly mononym: boolean;
    }
  | { readonly ok: false; readonly field: keyof NameParts; readonly reason: string };

/** AWS's limit for each name. */
const LONGEST_NAME = 1024;
/** What AWS takes in a name (its pattern without tab, CR and LF). */
const TAKEN = /^[\p{L}\p{M}\p{S}\p{N}\p{P} ]+$/u;
const PARTICLES = new Set(
  "af al am an ap auf av bar bat ben bin bint d' da dal dalla das de degli dei del dela della delle den der des di do dos du e el ibn la las le les lo los mac of op san santa 't te ten ter van vanden vander vom von y zu zum zur".split(
    " ",
  ),
);
const SUFFIX = /^(?:[js]r\.?|i{1,3}|iv|phd|ph\.d\.|md|m\.d\.)$/i;

/**
 * A text as it may stand in a name: NFC, spaces of every kind made plain and single, none around it, and without invisible formatting marks
 * (AWS takes none, and they can make a name read as another). Control characters, line breaks among them, are refused,
 * and whatever else AWS does not take.
 */
export function nameText(
  text: string,
): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string } {
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text))
    return { ok: false, reason: "contains a control character or line break" };
  const plain = text
    .replaceAll(/\p{Cf}/gu, "")
    .replaceAll(/\p{Zs}+/gu, " ")
    .trim()
    .normalize("NFC");
  if (plain === "") return { ok: false, reason: "is empty" };
  if (plain.length > LONGEST_NAME)
    return { ok: false, reason: `has more than ${LONGEST_NAME} characters` };
  if (!TAKEN.test(plain))
    return { ok: false, reason: "contains characters that AWS does not take" };
  return { ok: true, text: plain };
}

/**
 * The given and the family name. Given outright they stand; where one is missing it is what is left of `name`; `name`
 * alone is split: "Family, Given" at its comma, else before the first particle (van, de, bin, ...) that is neither the
 * first nor the last part, else before the last part. Who has one name gets it twice (`repeat`) or "-" as family name
 * (`dash`).
 */
export function splitName(parts: NameParts, mononym: "repeat" | "dash"): SplitName {
  const texts: { given_name?: string; family_name?: string; name?: string } = {};
  for (const field of ["given_name", "family_name", "name"] as const) {
    const given = parts[field] ?? "";
    if (given.trim() === "") continue;
    const checked = nameText(given);
    if (!checked.ok) return { ...checked, field };
    texts[field] = checked.text;
  }
  const { given_name: given, family_name: family, name } = texts;
  if (given !== undefined && family !== undefined) return both(given, family);
  const guess = name === undefined ? undefined : guessed(name);
  if (given !== undefined) {
    const rest = without(name, given, ["start", "end"]) ?? guess?.family;
    return rest === undefined ? single(given, mononym) : both(given, rest);
  }
  if (family !== undefined) {
    const rest = without(name, family, ["end", "start"]) ?? guess?.given;
    return rest === undefined ? single(family, mononym) : both(rest, family);
  }
  if (guess !== undefined) return both(guess.given, guess.family);
  return name === undefined
    ? { ok: false, field: "name", reason: "is empty" }
    : single(name, mononym);
}

function both(given_name: string, family_name: string): SplitName {
  return { ok: true, given_name, family_name, mononym: false };
}

function single(name: string, mononym: "repeat" | "dash"): SplitName {
  return {
    ok: true,
    given_name: name,
    family_name: mononym === "repeat" ? name : "-",
    mononym: true,
  };
}

/** What is left of a whole name without the one name known, which is looked for at these ends in turn. */
function without(
  name: string | undefined,
  known: string,
  ends: readonly ("start" | "end")[],
): string | undefined {
  for (const end of ends) {
    if (end === "start" && name?.startsWith(`${known} `) === true)
      return name.slice(known.length + 1);
    if (end === "end" && name?.endsWith(` ${known}`) === true)
      return name.slice(0, -known.length - 1);
  }
  return undefined;
}

function guessed(name: string): { given: string; family: string } | undefined {
  const comma = name.indexOf(",");
  const [before, after] = [name.slice(0, comma).trim(), name.slice(comma + 1).trim()];
  if (comma > 0 && before !== "" && after !== "" && !SUFFIX.test(after))
    return { given: after, family: before };
  const words = name.split(" ");
  const suffixed = words.length > 2 && SUFFIX.test(words.at(-1) ?? "") ? 1 : 0;
  const last = words.length - 1 - suffixed;
  if (last < 1) return undefined;
  const particle = words.findIndex(
    (word, i) => i > 0 && i < last && PARTICLES.has(word.toLowerCase()),
  );
  const at = particle < 0 ? last : particle;
  return { given: words.slice(0, at).join(" "), family: words.slice(at).join(" ") };
}
