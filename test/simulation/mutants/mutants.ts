/** A bug planted in the heart: what stands in its file, and what stands there instead. */
export interface Mutant {
  readonly name: string;
  /** From the project's root. */
  readonly file: string;
  readonly patches: readonly { readonly find: string; readonly replace: string }[];
}

/** Each must make the simulation fail within the runs of `npm test`. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: "no read-back",
    file: "worker/reconciler/assignments/read.ts",
    patches: [
      {
        find: "shown.has(`${view.row.account_id}/${view.row.permission_set_arn}`),",
        replace: "isWanted(view, deps.ctx.now()),",
      },
    ],
  },
  {
    name: "a hold's end stored instead of asked",
    file: "worker/grants/release.ts",
    patches: [
      {
        find: ".set({ ends_at: now, released_at: now, released_why: why })",
        replace: ".set({ released_at: now, released_why: why })",
      },
    ],
  },
  {
    name: "an end that nobody waits for",
    file: "worker/reconciler/assignments/decide.ts",
    patches: [
      {
        find: "rest(boundary, row.doubt_until, again)",
        replace: "rest(row.doubt_until, again)",
      },
    ],
  },
  {
    name: "commit without guard",
    file: "worker/db/commit.ts",
    patches: [
      { find: "    ...wanted.guards,\n", replace: "" },
      {
        find: "return [write, raw(sql`insert into ${guard} select 1 where changes() <> ${write.expect}`)];",
        replace: "return [write];",
      },
    ],
  },
  {
    name: "no claim",
    file: "worker/reconciler/assignments/write.ts",
    patches: [
      {
        find: `          eq(assignments.version, row.version),
          eq(assignments.op, row.op),
          claimAsRead(row),
`,
        replace: "",
      },
    ],
  },
  {
    name: "not found as success",
    file: "worker/reconciler/assignments/read.ts",
    patches: [
      {
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
    file: "worker/reconciler/assignments/recover.ts",
    patches: [
      {
        find: "    doubt_until: askedAt + numbers.signature_lives_ms,",
        replace: "    doubt_until: null,",
      },
    ],
  },
  {
    name: "a removal given up",
    file: "worker/reconciler/backoff.ts",
    patches: [
      {
        find: "  return Math.max(jittered, Math.min(askedByAws, most));",
        replace:
          "  return attempt > 6 ? 86_400_000 : Math.max(jittered, Math.min(askedByAws, most));",
      },
    ],
  },
  {
    name: "an approval that does not guard its requester",
    file: "worker/requests/approve.ts",
    patches: [
      {
        find: "guards: [unchanged(people, found.requester), ...mandate.guards, ...guardWorld(world)],",
        replace: "guards: [...mandate.guards, ...guardWorld(world)],",
      },
    ],
  },
  {
    name: "a leaver's requests live on",
    file: "worker/hr/offboard.ts",
    patches: [
      {
        find: '    voidRequests(ctx, personId, "offboarding"),\n',
        replace: "",
      },
    ],
  },
  {
    name: "a user deleted before what they had",
    file: "worker/reconciler/identities/decide.ts",
    patches: [{ find: "return view.unsettled === 0", replace: "return view.unsettled >= 0" }],
  },
  {
    name: "a retry that is done again",
    file: "worker/db/commit.ts",
    patches: [
      {
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
