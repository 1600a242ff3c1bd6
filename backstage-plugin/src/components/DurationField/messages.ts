export const durationMessages = {
  other: "Other",
  count: "How many",
  unit: "Of what",
  minutes: "minutes",
  hours: "hours",
  days: "days",
  upTo: "At most {{span}}.",
} as const;
