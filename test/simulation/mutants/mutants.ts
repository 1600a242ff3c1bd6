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
    file: "worker/reconciler/assignments/follow.ts",
    patches: [
      {
        find: 'outcome(ctx, row, now, { op: "none", observed: "unknown", last_error: null })',
        replace:
          'outcome(ctx, row, now, { op: "none", observed: row.op === "create" ? "present" : "absent", last_error: null })',
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
