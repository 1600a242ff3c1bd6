import { cast } from "../../../company/cast.ts";

const nameIn = (ref: string): string => ref.slice(ref.indexOf("/") + 1);

/** Who may be signed in as with one click; anybody else by name. */
export const people = [
  {
    name: nameIn(cast.programmer),
    displayName: "Bruce Miller",
    part: "Programmer: asks for access",
  },
  {
    name: nameIn(cast.manager),
    displayName: "Alexander James",
    part: "His manager: decides on it",
  },
  {
    name: nameIn(cast.admin),
    displayName: "Lex Garcia",
    part: "Admin: sees and settles everything",
  },
  { name: nameIn(cast.auditor), displayName: "Jennifer Whalen", part: "Auditor: sees everything" },
] as const;
