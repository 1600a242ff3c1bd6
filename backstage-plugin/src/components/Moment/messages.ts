export const momentMessages = { in: "in {{span}}", ago: "{{span}} ago", now: "just now" } as const;
