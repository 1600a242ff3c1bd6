export const problemMessages = {
  unreachable: {
    title: "Daypass can't be reached",
    detail:
      "Access still ends on time. Try again in a moment; if it lasts, tell whoever runs Backstage.",
  },
  signedOut: {
    title: "Your sign-in is over",
    detail: "Reload the page to sign in again.",
  },
  between: {
    title: "Backstage could not pass this on to Daypass",
    detail: "It answered {{message}}. If it lasts, tell whoever runs Backstage.",
  },
  again: "Try again",
} as const;
