export const durationMessages = {
  other: "Other",
  count: "How many",
  unit: "Of what",
  minutes: "minutes",
  hours: "hours",
  days: "days",
  upTo: "At most {{span}}.",
  tooLong: "Too long: it may be at most {{span}}.",
  tooShort: "Too short: it must be at least {{span}}.",
} as const;
