/** The people of the scene and of the roles, by their Backstage refs. */
export const cast = {
  programmer: "user:default/bmiller",
  manager: "user:default/ajames",
  admin: "user:default/lgarcia",
  second_admin: "user:default/dwilliams",
  auditor: "user:default/jwhalen",
  /** No person of HR: brings in the first policy, and serves while there is no other admin. */
  bootstrap_admin: "user:default/bootstrap",
} as const;

export type Part = keyof typeof cast;
