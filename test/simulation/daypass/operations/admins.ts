import { act } from "../clients.ts";
import { SETS } from "../company.ts";
import { AMENDMENTS, POLICIES } from "../policies.ts";
import type { Answer, Stand } from "../stand.ts";
import { DEPARTMENTS } from "./hr-events.ts";
import { readFigures } from "./figures.ts";
import { makeToken } from "./tokens.ts";
import { login, personId } from "./who.ts";

export type AdminOperation =
  | { readonly do: "suspend" | "resume"; readonly person: number }
  /** A changed policy is proposed, and activated by the other admin so many seconds later. */
  | {
      readonly do: "amend";
      readonly amendment: number;
      readonly by: "abe" | "cleo" | "ada";
      readonly afterS: number;
    }
  /** The seed's mapping: a department's permission set, as a proposal. */
  | { readonly do: "map"; readonly department: number; readonly afterS: number }
  | { readonly do: "settle held"; readonly word: "release" | "drop" }
  | { readonly do: "settle finding"; readonly word: "adopt" | "ignore" | "remove" }
  | { readonly do: "make token" }
  /** The hour or day after which the directory is read again is over. */
  | { readonly do: "read directory" }
  /** The operator looks at the figures. */
  | { readonly do: "read figures" }
  /** The day after which every user is looked at again is over. */
  | { readonly do: "look" };

export function ofAdmins(stand: Stand, operation: AdminOperation, key: string): void {
  const { database } = stand;
  switch (operation.do) {
    case "suspend":
    case "resume": {
      const person = personId(stand, login(operation.person));
      if (person === undefined) return;
      return act(stand, key, "ada", {
        method: "POST",
        path: `/v1/people/${person}/${operation.do}`,
      });
    }
    case "amend": {
      const body = {
        ...POLICIES[stand.company],
        ...AMENDMENTS[operation.amendment % AMENDMENTS.length],
      };
      return act(stand, key, "ada", { method: "POST", path: "/v1/policy", body }, (answer) =>
        activateLater(stand, answer, operation, key),
      );
    }
    case "map": {
      const department = DEPARTMENTS[operation.department % DEPARTMENTS.length] ?? DEPARTMENTS[0];
      const body = { department, permission_set_arn: SETS.Billing };
      const path = `/v1/policy/departments/${department}`;
      return act(stand, key, "ada", { method: "PUT", path, body }, (answer) =>
        activateLater(stand, answer, { by: "abe", afterS: operation.afterS }, key),
      );
    }
    case "settle held": {
      const [row] = database.read(
        "select id from held where state = 'open' order by id desc limit 1",
      );
      if (row === undefined) return;
      const path = `/v1/held/${String(row["id"])}/${operation.word}`;
      return act(stand, key, "abe", { method: "POST", path });
    }
    case "settle finding": {
      const [row] = database.read(
        "select id from findings where state = 'open' order by id desc limit 1",
      );
      if (row === undefined) return;
      const path = `/v1/findings/${String(row["id"])}/${operation.word}`;
      return act(stand, key, "ada", { method: "POST", path });
    }
    case "make token":
      return makeToken(stand, key);
    case "read directory":
      return readDirectoryAgain(stand);
    case "read figures":
      return readFigures(stand);
    case "look":
      return lookAgain(stand);
  }
}

/** Makes the reading of the whole directory due now. */
export function readDirectoryAgain({ database, world }: Stand): void {
  const sql = "update work set check_at = ?, version = version + 1 where kind = 'directory'";
  database.run({ sql, values: [world.now] });
}

/** Makes the daily look due now: the only thing that the passing of a day changes for users. */
export function lookAgain({ database, world }: Stand): void {
  const sql =
    "update identities set look_at = ?, check_at = ?, version = version + 1 where status in ('live', 'lost')";
  database.run({ sql, values: [world.now, world.now] });
}

function activateLater(
  stand: Stand,
  proposed: Answer,
  { by, afterS }: { by: string; afterS: number },
  key: string,
): void {
  const version = numberIn(proposed, "version");
  if (version === undefined) return;
  const activate = (removals: number, tries: number) =>
    act(
      stand,
      `${key}-activate-${tries}`,
      by,
      { method: "POST", path: `/v1/policy/${version}/activate`, body: { removals } },
      (answer) => {
        const differ = answer?.status === 409 ? numberIn(answer, "removals") : undefined;
        if (differ !== undefined && tries < 3) activate(differ, tries + 1);
      },
    );
  stand.world.after(afterS * 1000, "activate", () =>
    activate(numberIn(proposed, "removals") ?? 0, 0),
  );
}

function numberIn(answer: Answer, field: string): number | undefined {
  const body = answer?.body;
  if (typeof body !== "object" || body === null) return undefined;
  const found = Object.entries(body).find(([name]) => name === field)?.[1];
  return typeof found === "number" ? found : undefined;
}
