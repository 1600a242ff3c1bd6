export const activeMessages = {
  title: "What is live now",
  refused: {
    title: "This is for admins and auditors",
    detail: "What you have yourself is on the page My access.",
  },
  filter: {
    label: "Show only",
    person: "Person",
    account: "Account",
    permissionSet: "Permission set or group",
    department: "Department",
  },
  none: "Nobody has access with an end right now.",
  noneFits: "Nothing that is live fits what you typed.",
  column: { who: "Who", what: "What", state: "State", ends: "Ends", end: "Action" },
  state: {
    starting: "AWS is giving it",
    live: "live",
    ending: "being taken away",
    overdue: "overdue: AWS has it still",
  },
  overdue: {
    title: "Overdue: {{number}}",
    detail: "AWS still has access that has ended. Daypass keeps asking until it is gone.",
  },
  end: {
    button: "End now",
    label: "End now: {{target}} of {{person}}",
    title: "End it now?",
    sentence: "{{person}} loses {{target}}. A session that is open can live on for a while.",
    reason: "Reason",
    reasonHint: "It stands on the request, where {{person}} reads it.",
    missing: "Say why: {{person}} reads it.",
    confirm: "End it now",
    keep: "Let it be",
    done: "{{target}} is being taken away from {{person}}",
  },
} as const;
