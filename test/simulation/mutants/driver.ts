import type { Mutant } from "./mutant.ts";

/** Bugs in what makes AWS agree, and in what commits. */
export const DRIVER_MUTANTS: readonly Mutant[] = [
  {
    name: "no read-back",
    seed: 5,
    patches: [
      {
        file: "worker/reconciler/assignments/read.ts",
        find: "toldOf(deps, view, shown.has(keyOf(view)), startedAt)",
        replace: "toldOf(deps, view, isWanted(view, deps.ctx.now()), startedAt)",
      },
    ],
  },
  {
    name: "an end that nobody waits for",
    seed: 13,
    patches: [
      {
        file: "worker/reconciler/assignments/decide.ts",
        find: "rest(boundary, row.doubt_until, again)",
        replace: "rest(row.doubt_until, again)",
      },
    ],
  },
  {
    name: "commit without guard",
    seed: 96,
    patches: [
      { file: "worker/db/commit.ts", find: "    ...wanted.guards,\n", replace: "" },
      {
        file: "worker/db/commit.ts",
        find: "return [write, { sql: NOT_TOUCHED, params: [write.expect] }];",
        replace: "return [write];",
      },
    ],
  },
  {
    name: "no claim",
    seed: 1515,
    patches: [
      {
        file: "worker/reconciler/claim.ts",
        find: `          eq(table.version, row.version),
          eq(table.op, row.op),
          claimAsRead(row),
`,
        replace: "",
      },
    ],
  },
  {
    name: "not found as success",
    seed: 589,
    patches: [
      {
        file: "worker/reconciler/assignments/read.ts",
        find: `    if (!(error instanceof AwsError)) throw error;
    for (const view of views) {`,
        replace: `    if (!(error instanceof AwsError)) throw error;
    if (error.class === "look") {
      for (const view of views) await commit(ctx, changeOf(deps, [toldOf(deps, view, false, ctx.now())]));
      return;
    }
    for (const view of views) {`,
      },
    ],
  },
  {
    name: "no in-doubt read",
    seed: 170,
    patches: [
      {
        file: "worker/reconciler/assignments/recover.ts",
        find: "    doubt_until: askedAt + numbers.signature_lives_ms,",
        replace: "    doubt_until: null,",
      },
      {
        file: "worker/reconciler/assignments/answered.ts",
        find: "const inDoubt = { doubt_until: row.op_asked_at + numbers.signature_lives_ms };",
        replace: "const inDoubt = {};",
      },
    ],
  },
  {
    name: "a removal given up",
    seed: 49,
    patches: [
      {
        file: "worker/reconciler/backoff.ts",
        find: "  return Math.max(jittered, Math.min(askedByAws, most));",
        replace:
          "  return attempt > 6 ? 86_400_000 : Math.max(jittered, Math.min(askedByAws, most));",
      },
    ],
  },
  {
    name: "a retry that is done again",
    seed: 4405,
    patches: [
      {
        file: "worker/db/commit.ts",
        find: "      return await ctx.db.send(batch);",
        replace:
          '      const anew = { id: newId(ctx, "chg"), at: ctx.now() };\n      return await ctx.db.send([statement(ctx.db.q.insert(changes).values(anew)), ...batch.slice(1)]);',
      },
    ],
  },
  {
    name: "removals wait for creations",
    seed: 602,
    patches: [
      {
        file: "worker/reconciler/backlog.ts",
        find: 'if (one.step === "create_group" && !room.groups) continue;',
        replace: `if (one.step === "create_group" && !room.groups) continue;
        const creations = [...inOrder, ...takenFor("create_account")];
        if (one.urgency === 0 && creations.some(({ step }) => step === "create_account")) continue;`,
      },
    ],
  },
  {
    name: "a user deleted before all is read back",
    seed: 942,
    patches: [
      {
        file: "worker/reconciler/identities/decide.ts",
        find: "return view.unsettled === 0",
        replace: "return view.unsettled >= 0",
      },
    ],
  },
  {
    name: "somebody else's user taken for theirs",
    seed: 126,
    patches: [
      {
        file: "worker/reconciler/identities/find.ts",
        find: '  if (!isOne) return "user name and email are not one user\'s";\n',
        replace: "",
      },
      {
        file: "worker/reconciler/identities/find.ts",
        find: `  if (user.email === undefined || emailKey(user.email) !== emailKey(row.email))
    return "the email differs";
`,
        replace: "",
      },
    ],
  },
  {
    name: "the first page for the list",
    seed: 3,
    patches: [
      {
        file: "worker/aws/pages.ts",
        find: "if (page.nextToken === undefined) return rows;",
        replace: "return rows;",
      },
    ],
  },
  {
    name: "asks before it has copied",
    seed: 13,
    patches: [
      {
        file: "worker/reconciler/recovery/keep.ts",
        find: "const isKept = await Promise.race([kept, late]);",
        replace: "const isKept = true; void Promise.race([kept, late]);",
      },
    ],
  },
];
