/**
 * What every handler finds in its context, and the router that every room's routes are made with.
 * @module
 */
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Actor, Channel, Ctx } from "../db/context.ts";
import type { Caller } from "./caller.ts";
import { wrongFields } from "../problem.ts";
import { fieldFaults } from "./field-faults.ts";
import type { RoleRefs } from "./roles.ts";
import type { Remembered } from "./remembered.ts";

/** The ports, the database and the settings of this request, before anybody is known to act. */
export type Base = Omit<Ctx, "actor" | "channel">;

export interface AppEnv {
  Bindings: Env;
  Variables: {
    requestId: string;
    base: Base;
    /** Wakes the driver without waiting for it. Called after a commit. */
    nudge: () => void;
    /** Set by authentication, as all below. */
    caller: Caller;
    /** `base` with the caller as its actor. */
    ctx: Ctx;
    /** What was kept of this caller's writes when they were looked up. */
    remembered: Remembered;
    /** Who has which role by the active policy. */
    roleRefs: RoleRefs;
    /** The Backstage token that the caller came with: only for asking Backstage about themselves. */
    userToken: string | undefined;
  };
}

/** A router whose validation faults become one problem that names every bad field. */
export function createRouter() {
  return new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (result.success) return;
      throw wrongFields(fieldFaults(result.error.issues));
    },
  });
}

/** The context of an act by somebody other than the caller whom authentication knows: an HR source. */
export function contextOf(c: Context<AppEnv>, actor: Actor, channel: Channel): Ctx {
  return { ...c.var.base, actor, channel };
}
