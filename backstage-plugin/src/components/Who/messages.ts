export const whoMessages = {
  you: "you",
  manager: "your manager",
  admin: "an admin",
  group: "someone of {{group}}",
  colleague: "a colleague",
  rule: "the rule “{{rule}}”",
  service: "the service {{service}}",
  hr: "HR",
  daypass: "Daypass",
  or: "{{some}} or {{last}}",
} as const;
