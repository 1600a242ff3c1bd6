import * as fc from "fast-check";
import { FAULTS, type Kind, KINDS, type PlannedFault } from "./faults.ts";

/**
 * Plans of up to 12 faults among so many first happenings of each kind; `own` adds faults that one wire knows. They shrink
 * fault by fault, and to earlier happenings.
 */
export function plans(
  counts: Readonly<Partial<Record<Kind, number>>>,
  own: Readonly<Partial<Record<Kind, readonly string[]>>> = {},
): fc.Arbitrary<PlannedFault[]> {
  const faults = KINDS.flatMap((kind) => {
    const count = counts[kind] ?? 0;
    if (count === 0) return [];
    const names = fc.constantFrom<string>(...FAULTS[kind], ...(own[kind] ?? []));
    const fault = fc.tuple(fc.constant(kind), fc.nat(count - 1), names);
    return [{ arbitrary: fault, weight: count * FAULTS[kind].length }];
  });
  return fc.array(fc.oneof(...faults), { maxLength: 12 });
}
