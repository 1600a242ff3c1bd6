/**
 * Parts of the document's language that this version does not carry out. They are refused by name rather than ignored:
 * an approval that silently asks fewer people than written would be worse than none.
 * @module
 */
import { fieldsOf, listOf } from "./loose.ts";
import type { Path } from "./path.ts";

/** Where a document uses such a part. */
export function notYetSupported(raw: unknown): Path[] {
  return listOf(fieldsOf(raw)["eligibility"]).flatMap((rule, i) => {
    const approval = fieldsOf(fieldsOf(rule)["approval"]);
    const at = ["eligibility", i, "approval"];
    const [first, ...later] = listOf(approval["stages"]);
    const found: Path[] = later.map((_, n) => [...at, "stages", n + 1]);
    for (const field of ["when", "least", "of"])
      if (field in fieldsOf(first)) found.push([...at, "stages", 0, field]);
    if ("break_glass" in approval) found.push([...at, "break_glass"]);
    if (approval["by_email"] === "decide" || approval["by_email"] === "off")
      found.push([...at, "by_email"]);
    return found;
  });
}
