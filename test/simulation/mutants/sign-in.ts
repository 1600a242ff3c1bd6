import type { Mutant } from "./mutant.ts";

/** Bugs in who may sign in, mode `scim`. */
export const SIGN_IN_MUTANTS: readonly Mutant[] = [
  {
    name: "a leaver's user stays enabled",
    seed: 6,
    patches: [
      {
        file: "worker/reconciler/identities/sign-in.ts",
        find: '? { do: "disable" } : { disableAt: latest };',
        replace: "? null : null;",
      },
    ],
  },
  {
    name: "who is back stays disabled",
    seed: 1156,
    patches: [
      {
        file: "worker/reconciler/identities/sign-in.ts",
        find: 'return isOurs ? { do: "enable" } : null;',
        replace: "return isOurs && now < 0 ? null : null;",
      },
    ],
  },
  {
    name: "somebody who works here is disabled",
    seed: 1,
    patches: [
      {
        file: "worker/reconciler/identities/sign-in.ts",
        find: '  if (employment === "active") return suspended_at;\n',
        replace: "",
      },
    ],
  },
];
