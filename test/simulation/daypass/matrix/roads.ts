import type { Random } from "../../world/random.ts";
import { drawOperation } from "../draw-operations.ts";
import type { Operation } from "../operations/operation.ts";

const told = { lateS: 0, copies: 1, sinceS: 0 } as const;
const approve = { do: "decide", word: "approve", by: "manager", shorter: false } as const;

/** So far apart the same happens again, to others. */
const EACH_S = 270;

/** What leads to every state in which access and users can be, twice, and some of what a run usually has; seconds from the start. */
export function roads(random: Random): Operation[] {
  const [ben, cleo] = random.chance(0.5) ? [0, 1] : [1, 0];
  const drawn = Array.from({ length: 10 }, () => drawOperation(random, random.between(1, 500)));
  const ways = [...roadsOf(random, 0, [ben, cleo]), ...roadsOf(random, EACH_S, [cleo, ben])];
  return [...drawn, ...ways].toSorted((one, other) => one.at - other.at);
}

function roadsOf(
  random: Random,
  from: number,
  [one, other]: readonly [number, number],
): Operation[] {
  const at = (second: number) => from + second + random.between(0, 20);
  const granted = (person: number, target: number, startsInMin: number): Operation[] => {
    const asked = at(5);
    const ask = { do: "ask", person, target, minutes: 1, startsInMin, copies: 1 } as const;
    return [
      { at: asked, ...ask },
      { at: asked + 4, ...approve },
    ];
  };
  const assigned = at(30);
  const taken = at(12);
  const deleted = at(100);
  const out = at(90);
  return [
    ...granted(one, 1, 0),
    ...granted(other, 2, 1),
    { at: at(10), do: "join", person: 2, department: 0, ...told },
    { at: assigned, do: "assign", person: one, target: 2 },
    { at: assigned, do: "assign", person: other, target: 2 },
    ...noticed(assigned),
    { at: at(35), do: "create user", person: 3, own: false },
    { at: at(65), do: "join", person: 3, department: 0, ...told },
    { at: at(40), do: "suspend", person: one },
    { at: at(140), do: "resume", person: one },
    { at: taken, do: "unassign", person: other, target: 1 },
    ...noticed(taken),
    { at: at(275), do: "settle held", word: random.pick(["release", "drop"]) },
    { at: at(70), do: "rename", person: other, ...told },
    { at: out, do: "leave", person: 2, ...told },
    { at: at(45), do: "join", person: 4, department: 1, ...told },
    { at: deleted, do: "delete user", person: 4 },
    ...noticed(deleted),
    { at: at(290), do: "settle held", word: "release" },
  ];
}

/** Two looks, more than two minutes apart. */
function noticed(since: number): Operation[] {
  return [
    { at: since + 2, do: "look" },
    { at: since + 125, do: "look" },
  ];
}
