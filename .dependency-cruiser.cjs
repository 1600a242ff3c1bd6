// The arrows between the rooms: each uses only those above it. `routes.ts` and `schemas.ts` may also use `http`:
// they are the edge of their room.
const ROOMS = [
  "db",
  "audit",
  "freeze",
  "aws",
  "held",
  "directory",
  "people",
  "policy",
  "http",
  "grants",
  "judging",
  "requests",
  "hr",
  "reconciler",
  "reports",
];
const EDGE = "routes\\.ts$|schemas\\.ts$|describe\\.ts$";
const TOP = "(app|index|driver|driver-loop|cron|ports|documents)[.]ts$";

const arrows = ROOMS.map((room, at) => ({
  name: `arrows-${room}`,
  comment: `${room} may not use ${ROOMS.slice(at + 1).join(", ") || "the files above all rooms"}`,
  severity: "error",
  from: { path: `^worker/${room}/`, pathNot: `${EDGE}|\\.test\\.ts$|\\.test-support\\.ts$` },
  to: {
    path: [`^worker/(${ROOMS.slice(at + 1).join("|") || "none"})/`, `^worker/${TOP}`],
    pathNot: "tables\\.ts$",
  },
}));
const edges = ROOMS.map((room, at) => ({
  name: `arrows-${room}-edge`,
  comment: `the routes of ${room} may use http, and nothing else below`,
  severity: "error",
  from: { path: `^worker/${room}/.*(routes|schemas|describe)\\.ts$` },
  to: {
    path: [
      `^worker/(${
        ROOMS.slice(at + 1)
          .filter((below) => below !== "http")
          .join("|") || "none"
      })/`,
      `^worker/${TOP}`,
    ],
    pathNot: "tables\\.ts$",
  },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...arrows,
    ...edges,
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "worker-alone",
      severity: "error",
      from: { path: "^worker/", pathNot: "\\.test\\.ts$" },
      to: { path: "^(local|test|scripts)/" },
    },
    {
      name: "plugin-alone",
      comment:
        "it is published: it has what the API's description says, and nothing of ours beside it",
      severity: "error",
      from: { path: "^backstage-plugin/" },
      to: { path: "^(worker|local|test|scripts)/" },
    },
    {
      name: "aws-alone",
      severity: "error",
      from: { path: "^local/aws/" },
      to: { path: "^(worker|test|local/(?!aws/))" },
    },
    {
      name: "worker-no-node",
      severity: "error",
      from: { path: "^worker/", pathNot: "\\.test\\.ts$" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "aws-is-for-directory-and-reconciler",
      severity: "error",
      from: { path: "^worker/", pathNot: `^worker/(aws|directory|reconciler)/|^worker/${TOP}` },
      to: { path: "^worker/aws/" },
    },
    {
      name: "resolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^cloudflare:" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
