import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameText, splitName } from "./names.ts";
import type { NameParts } from "./names.ts";

function split(parts: NameParts | string): string {
  const result = splitName(typeof parts === "string" ? { name: parts } : parts, "repeat");
  return result.ok
    ? `${result.given_name} | ${result.family_name}`
    : `${result.field} ${result.reason}`;
}

/** The letters of a text in a fixed order, without what splitting takes away. */
function letters(text: string): string {
  return Array.from(text.replaceAll(/[ ,]/g, "")).toSorted().join("");
}

describe("a whole name is split", () => {
  it.each([
    ["Alice Smith", "Alice | Smith"],
    ["Mary Ann Smith", "Mary Ann | Smith"],
    ["Ludwig van Beethoven", "Ludwig | van Beethoven"],
    ["Maria de la Cruz", "Maria | de la Cruz"],
    ["Ana da Silva Santos", "Ana | da Silva Santos"],
    ["Ana Paula dos Santos", "Ana Paula | dos Santos"],
    ["Wernher von Braun", "Wernher | von Braun"],
    ["Mahathir bin Mohamad", "Mahathir | bin Mohamad"],
    ["Harun al Rashid", "Harun | al Rashid"],
    ["Van Morrison", "Van | Morrison"],
    ["Bruno Del", "Bruno | Del"],
    ["Smith, Alice", "Alice | Smith"],
    ["van den Berg, Jan Piet", "Jan Piet | van den Berg"],
    ["Martin Luther King Jr.", "Martin Luther | King Jr."],
    ["Martin King, Jr.", "Martin | King, Jr."],
    ["Sinéad O'Brien", "Sinéad | O'Brien"],
    ["محمد عبد الله", "محمد عبد | الله"],
    ["🙂 Smith", "🙂 | Smith"],
    ["X Æ", "X | Æ"],
    [" Alice \u00a0\u3000 Smith ", "Alice | Smith"],
  ])("%s", (name, expected) => expect(split(name)).toBe(expected));
});

describe("who has one name", () => {
  it.each(["Suharto", "山田太郎", "=cmd()", "O'Brien", "🙂"])(
    "%s gets it twice, or a dash",
    (name) => {
      expect(splitName({ name }, "repeat")).toEqual({
        ok: true,
        given_name: name,
        family_name: name,
        mononym: true,
      });
      expect(splitName({ name }, "dash")).toEqual({
        ok: true,
        given_name: name,
        family_name: "-",
        mononym: true,
      });
    },
  );
  it("may have it in one field with the other empty", () => {
    expect(split({ given_name: "Suharto", family_name: "" })).toBe("Suharto | Suharto");
    expect(split({ name: "Suharto", given_name: "Suharto", family_name: " " })).toBe(
      "Suharto | Suharto",
    );
    expect(split({ family_name: "Suharto" })).toBe("Suharto | Suharto");
  });
});

describe("what HR says outright wins over the whole name", () => {
  it("when both parts are given", () =>
    expect(split({ name: "Anything Else", given_name: "Jan", family_name: "van den Berg" })).toBe(
      "Jan | van den Berg",
    ));
  it("when one part is given, the other is what is left", () => {
    expect(split({ name: "Mary Ann Smith Jones", given_name: "Mary Ann" })).toBe(
      "Mary Ann | Smith Jones",
    );
    expect(split({ name: "Mary Ann Smith Jones", family_name: "Smith Jones" })).toBe(
      "Mary Ann | Smith Jones",
    );
    expect(split({ name: "Lee Kim", given_name: "Kim" })).toBe("Kim | Lee");
    expect(split({ name: "William Gates", given_name: "Bill" })).toBe("Bill | Gates");
    expect(split({ name: "Ann Smith", family_name: "Smith-Jones" })).toBe("Ann | Smith-Jones");
  });
});

describe("a name is refused", () => {
  it.each([
    [{}, "name is empty"],
    [{ name: "" }, "name is empty"],
    [{ name: " \u3000" }, "name is empty"],
    [{ name: "\u200b\u200d" }, "name is empty"],
    [{ name: "Alice\r\nBcc: x@example.com" }, "name contains a control character or line break"],
    [{ name: "Alice\tSmith" }, "name contains a control character or line break"],
    [
      { given_name: "Alice\0", family_name: "Smith" },
      "given_name contains a control character or line break",
    ],
    [
      { given_name: "Alice", family_name: "Sm\u2028ith" },
      "family_name contains a control character or line break",
    ],
    [{ name: "\ud800 Smith" }, "name contains characters that AWS does not take"],
    [{ name: "x".repeat(1025) }, "name has more than 1024 characters"],
  ])("%j: %s", (parts, reason) => expect(split(parts)).toBe(reason));
});

describe("a name's text", () => {
  it("is kept as it is when long", () => {
    const long = `${"x".repeat(150)} ${"y".repeat(149)}`;
    expect(split(long)).toBe(long.replace(" ", " | "));
  });
  it("is the same composed and decomposed", () =>
    expect(split("Zoe\u0308 Nun\u0303ez")).toBe(split("Zo\u00eb Nu\u00f1ez")));
  it("carries no marks that turn text around or join it unseen", () =>
    expect(nameText("Ali\u202ece \u2066Smith\u200d")).toEqual({ ok: true, text: "Alice Smith" }));
  it("loses no word in being split, and AWS takes both parts", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: "grapheme", minLength: 1, maxLength: 9 }), { maxLength: 5 }),
        (parts) => {
          const checked = nameText(parts.join(" "));
          const result = splitName({ name: parts.join(" ") }, "dash");
          expect(result.ok).toBe(checked.ok);
          if (!checked.ok || !result.ok) return;
          for (const text of [result.given_name, result.family_name])
            expect(text).toMatch(/^[\p{L}\p{M}\p{S}\p{N}\p{P} ]{1,1024}$/u);
          const whole = result.mononym
            ? [result.given_name]
            : [result.given_name, result.family_name];
          expect(letters(whole.join(""))).toBe(letters(checked.text));
        },
      ),
    );
  });
});
