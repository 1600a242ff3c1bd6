import type { Random } from "../world/random.ts";
import type { Operation } from "./operations/operation.ts";

type Drawn = (random: Random, at: number) => Operation;

/** What may happen, and how often beside the rest. */
const WEIGHTS: readonly (readonly [weight: number, drawn: Drawn])[] = [
  [
    4,
    (random, at) => ({
      at,
      do: "join",
      department: random.between(0, 2),
      tomorrow: random.chance(0.15),
      ...sending(random),
    }),
  ],
  [4, (random, at) => ({ at, do: "move", department: random.between(0, 2), ...sending(random) })],
  [4, (random, at) => ({ at, do: "leave", ...sending(random) })],
  [1, (random, at) => ({ at, do: random.pick(["rename", "respell"]), ...sending(random) })],
  [1, (random, at) => ({ at, do: "replace", respelt: random.chance(0.5), ...sending(random) })],
  [
    3,
    (random, at) => ({
      at,
      do: "last day",
      which: random.pick([0, 0, 0, 1, 1, 2, 3]),
      as: random.pick(["leave", "move"]),
      ...sending(random),
    }),
  ],
  [1, (random, at) => ({ at, do: "stay", ...sending(random) })],
  [0.5, (_, at) => ({ at, do: "reach" })],
  [
    16,
    (random, at) => ({
      at,
      do: "ask",
      ...asking(random),
      copies: random.chance(0.1) ? 2 : 1,
    }),
  ],
  [1, (random, at) => ({ at, do: "ask by service", ...asking(random) })],
  [
    15,
    (random, at) => ({
      at,
      do: "decide",
      word: random.pick(["approve", "approve", "approve", "approve", "reject", "question"]),
      by: random.pick([
        "manager",
        "manager",
        "manager",
        "second",
        "both",
        "admin",
        "self",
        "stranger",
        "colleague",
      ]),
      shorter: random.chance(0.2),
    }),
  ],
  [2, (random, at) => ({ at, do: "approve and cancel" })],
  [2, (random, at) => ({ at, do: random.pick(["answer", "cancel"]), person: somebody(random) })],
  [
    3,
    (random, at) => ({
      at,
      do: "extend",
      person: somebody(random),
      minutes: random.pick([1, 5, 10, 30]),
    }),
  ],
  [2, (random, at) => ({ at, do: "end", person: somebody(random) })],
  [2, (random, at) => ({ at, do: random.pick(["suspend", "resume"]), person: somebody(random) })],
  [
    2,
    (random, at) => ({
      at,
      do: "amend",
      amendment: random.between(0, 4),
      by: random.pick(["abe", "abe", "cleo", "ada"]),
      afterS: random.between(1, 30),
    }),
  ],
  [
    1,
    (random, at) => ({
      at,
      do: "map",
      department: random.between(0, 2),
      afterS: random.between(1, 30),
    }),
  ],
  [3, (random, at) => ({ at, do: "settle held", word: random.pick(["release", "drop"]) })],
  [
    3,
    (random, at) => ({
      at,
      do: "settle finding",
      word: random.pick(["adopt", "ignore", "remove"]),
    }),
  ],
  [1, (_, at) => ({ at, do: "make token" })],
  [2, (_, at) => ({ at, do: "read directory" })],
  [2, (_, at) => ({ at, do: "look" })],
  [
    4,
    (random, at) => ({
      at,
      do: random.pick(["assign", "unassign"]),
      person: somebody(random),
      target: random.between(0, 5),
    }),
  ],
  [0.5, (random, at) => ({ at, do: "delete user", person: somebody(random) })],
  [
    1,
    (random, at) => ({
      at,
      do: random.pick(["disable user", "enable user"]),
      person: somebody(random),
    }),
  ],
  [
    1.5,
    (random, at) => ({
      at,
      do: "create user",
      person: random.between(2, 4),
      own: random.chance(0.5),
    }),
  ],
  [
    1,
    (random, at) => ({
      at,
      do: random.pick(["delete group", "delete set", "suspend account", "delete account"]),
    }),
  ],
  [1, (_, at) => ({ at, do: "forge" })],
  [2, (random, at) => ({ at, do: "meddle", person: somebody(random) })],
  [1, (random, at) => ({ at, do: "reuse key", person: somebody(random) })],
  [1, (random, at) => ({ at, do: "smuggle", person: somebody(random) })],
  [1, (_, at) => ({ at, do: "read figures" })],
];

const TOTAL = WEIGHTS.reduce((sum, [weight]) => sum + weight, 0);

/** One operation, at this second. */
export function drawOperation(random: Random, at: number): Operation {
  let left = random.fraction() * TOTAL;
  for (const [weight, drawn] of WEIGHTS) {
    left -= weight;
    if (left < 0) return drawn(random, at);
  }
  return { at, do: "forge" };
}

/** What often follows: an answer to what was asked, an end or an extension about the time at which it is over. */
export function drawSequel(random: Random, operation: Operation): Operation[] {
  // A hire that is told late may be overtaken.
  if (operation.do === "join")
    return random.chance(operation.lateS > 30 ? 0.6 : 0.2) ? [leaveAfter(random, operation)] : [];
  if (operation.do === "last day" && random.chance(0.3)) return [stayAfter(random, operation)];
  if (operation.do === "create user")
    return random.chance(0.8) ? [joinAfter(random, operation)] : [];
  if (operation.do === "unassign") return random.chance(0.5) ? noticed(random, operation) : [];
  if (operation.do !== "ask" || random.chance(0.15)) return [];
  const { at, person, minutes } = operation;
  const decided = at + random.between(2, 40);
  const decide: Operation = {
    at: decided,
    do: "decide",
    word: "approve",
    by: random.pick(["manager", "manager", "second", "both"]),
    shorter: random.chance(0.1),
  };
  const end = decided + minutes * 60;
  const near = Math.max(decided + 1, end + random.between(-20, 3));
  const extend: Operation = { at: near, do: "extend", person, minutes: random.pick([1, 5]) };
  const approve: Operation = { ...decide, at: near + random.between(0, 15), shorter: false };
  if (random.chance(0.15)) return [decide, extend, approve];
  return random.chance(0.1) ? [decide, { at: near, do: "end", person }] : [decide];
}

/** HR tells of it at once, whenever it tells of the hire. */
function leaveAfter(random: Random, { at, person }: { at: number; person: number }): Operation {
  const told = { person, lateS: 0, copies: 1, sinceS: 0 };
  return { at: at + random.between(1, 30), do: "leave", ...told };
}

function stayAfter(random: Random, { at, person }: { at: number; person: number }): Operation {
  return { ...sending(random), at: at + random.between(1, 60), do: "stay", person };
}

function joinAfter(random: Random, { at, person }: { at: number; person: number }): Operation {
  const told = { person, lateS: 0, copies: 1, sinceS: 0 };
  return { at: at + random.between(1, 60), do: "join", department: random.between(0, 1), ...told };
}

/** Two looks, more than two minutes apart, and an admin's word. */
function noticed(random: Random, { at }: { at: number }): Operation[] {
  const settled = at + random.between(140, 170);
  return [
    { at: at + 2, do: "look" },
    { at: at + 125, do: "look" },
    { at: settled, do: "settle held", word: random.pick(["release", "drop"]) },
  ];
}

/** Two of the five more often than the others: what happens to one person meets. */
function somebody(random: Random): number {
  return random.chance(0.7) ? random.between(0, 1) : random.between(0, 4);
}

function sending(random: Random) {
  return {
    person: somebody(random),
    lateS: random.chance(0.5) ? 0 : random.between(0, 90),
    copies: random.between(1, 3),
    sinceS: random.pick([0, 0, 0, random.between(1, 600), -random.between(1, 600)]),
  };
}

function asking(random: Random) {
  return {
    person: somebody(random),
    target: random.between(0, 3),
    minutes: random.pick([1, 2, 3, 5, 10, 30]),
    startsInMin: random.chance(0.2) ? random.between(1, 5) : 0,
  };
}
