export const targetMessages = {
  setInAccount: "{{set}} in {{account}}",
  group: "the group {{group}}",
} as const;
