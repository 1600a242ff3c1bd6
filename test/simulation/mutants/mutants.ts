import { DRIVER_MUTANTS } from "./driver.ts";
import type { Mutant } from "./mutant.ts";
import { ROOM_MUTANTS } from "./rooms.ts";
import { SIGN_IN_MUTANTS } from "./sign-in.ts";

/** Each must make the simulation fail within the runs of `npm test`. */
export const MUTANTS: readonly Mutant[] = [...DRIVER_MUTANTS, ...ROOM_MUTANTS, ...SIGN_IN_MUTANTS];

export function mutantNamed(name: string): Mutant {
  const mutant = MUTANTS.find((one) => one.name === name);
  if (mutant === undefined)
    throw new Error(`no mutant ${name}; there are: ${MUTANTS.map((one) => one.name).join(", ")}`);
  return mutant;
}
