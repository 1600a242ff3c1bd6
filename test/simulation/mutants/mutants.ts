/** A bug planted in the heart: what stands in its file, and what stands there instead. */
export interface Mutant {
  readonly name: string;
  readonly patches: readonly Patch[];
}

export interface Patch {
  /** From the project's root. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** Each must make the simulation fail within the runs of `npm test`. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: "no read-back",
    patches: [
      {
        file: "worker/reconciler/assignments/read.ts",
        find: "shown.has(`${view.row.account_id}/${view.row.permission_set_arn}`),",
        replace: "isWanted(view, deps.ctx.now()),",
      },
    ],
  },
  {
    name: "a hold's end stored instead of asked",
    patches: [
      {
        file: "worker/grants/release.ts",
        find: "        ends_at: now,\n",
        replace: "",
      },
    ],
  },
  {
    name: "an end that nobody waits for",
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
    patches: [
      { file: "worker/db/commit.ts", find: "    ...wanted.guards,\n", replace: "" },
      {
        file: "worker/db/commit.ts",
        find: "return [write, raw(sql`insert into ${guard} select 1 where changes() <> ${write.expect}`)];",
        replace: "return [write];",
      },
    ],
  },
  {
    name: "no claim",
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
    patches: [
      {
        file: "worker/reconciler/assignments/read.ts",
        find: `    if (!(error instanceof AwsError)) throw error;
    for (const view of views) {`,
        replace: `    if (!(error instanceof AwsError)) throw error;
    if (error.class === "look") {
      for (const view of views) await record(deps, view, false, ctx.now());
      return;
    }
    for (const view of views) {`,
      },
    ],
  },
  {
    name: "no in-doubt read",
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
    name: "a leaver's requests live on",
    patches: [
      {
        file: "worker/hr/offboard.ts",
        find: '    voidRequests(ctx, personId, "offboarding"),\n',
        replace: "",
      },
    ],
  },
  {
    name: "a retry that is done again",
    patches: [
      {
        file: "worker/db/commit.ts",
        find: "      return await ctx.db.send(batch);",
        replace:
          '      const anew = { id: newId(ctx, "chg"), at: ctx.now() };\n      return await ctx.db.send([statement(ctx.db.q.insert(changes).values(anew)), ...batch.slice(1)]);',
      },
    ],
  },
];

export function mutantNamed(name: string): Mutant {
  const mutant = MUTANTS.find((one) => one.name === name);
  if (mutant === undefined)
    throw new Error(`no mutant ${name}; there are: ${MUTANTS.map((one) => one.name).join(", ")}`);
  return mutant;
}
