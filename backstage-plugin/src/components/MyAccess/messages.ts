export const myAccessMessages = {
  live: {
    title: "What you have now, for a time",
    none: "You have no access with an end right now.",
    ends: "Ends",
    begins: "Begins",
    left: "Time left",
    request: "Its request",
  },
  portal: {
    console: "Open console",
    copy: "Copy CLI profile",
    copied: "Copied: paste it into ~/.aws/config, then run aws sso login",
    unknown: "Daypass does not know the address of your AWS access portal: ask whoever runs it.",
  },
  waiting: {
    title: "What you asked for",
    asked: "asked",
    none: "Nothing that you asked for waits for a decision.",
  },
  standing: {
    title: "What comes with your job",
    none: "Your job brings no access to AWS.",
    because: "because of the rule {{rules}}",
    found: "by another hand than Daypass's",
  },
  nobody: {
    title: "HR does not know you",
    detail:
      "Daypass gives access to people whom HR told it about. Ask whoever runs it which person you are.",
  },
  state: {
    scheduled: "scheduled",
    starting: "AWS is giving it",
    live: "live",
    ending: "AWS is taking it away",
    ended: "ended",
    failed: "failed",
    waiting: "waits for a decision",
    questioned: "you are asked a question",
  },
} as const;
