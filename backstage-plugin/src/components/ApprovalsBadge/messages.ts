export const approvalsBadgeMessages = {
  label: "{{number}} waiting for your decision",
  orMore: "{{number}}+",
} as const;
