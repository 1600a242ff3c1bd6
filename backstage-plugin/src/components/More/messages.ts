export const moreMessages = { next: "Show more" } as const;
