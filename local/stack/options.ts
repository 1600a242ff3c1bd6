import { resolve } from "node:path";
import { parseArgs } from "node:util";

/** Who makes the users: Daypass by Identity Store's API, or as an identity provider by SCIM. */
export type Mode = "own" | "scim";

/** Which of Backstage's frontend systems the app is built on. */
export type System = "new" | "legacy";

export interface Options {
  readonly mode: Mode;
  readonly system: System;
  /** The Worker's port; the others follow it. */
  readonly portBase: number;
  /** Everything that outlives the stack. */
  readonly stateDir: string;
  /** Begin anew. */
  readonly reset: boolean;
  /** Play the main job after the HR history. */
  readonly scene: boolean;
  /** How long the scene's grant lasts. */
  readonly grantMinutes: number;
}

export const root = resolve(import.meta.dirname, "../..");
const DEFAULT_PORT_BASE = 8780;

/** What went wrong in words for whoever typed the command; nobody needs a stack trace of it. */
export class Plain extends Error {
  override name = "Plain";
}

/**
 * Reads the command line and the environment.
 * @throws Plain
 */
export function readOptions(args: string[], env: NodeJS.ProcessEnv): Options {
  const base = env["DAYPASS_PORT_BASE"] ?? String(DEFAULT_PORT_BASE);
  if (!/^\d{4,5}$/.test(base) || Number(base) < 1024 || Number(base) > 65_000) {
    throw new Plain("DAYPASS_PORT_BASE must be a port from 1024 to 65000");
  }
  const mode = env["DAYPASS_IDENTITY_MODE"] ?? "own";
  if (mode !== "own" && mode !== "scim") {
    throw new Plain("DAYPASS_IDENTITY_MODE must be own or scim: nobody else makes users here");
  }
  const { reset, minutes, scene } = parsed(args);
  if (!/^\d{1,2}$/.test(minutes) || Number(minutes) < 1) {
    throw new Plain("--grant-minutes must be a number from 1 to 99");
  }
  return {
    mode,
    system: env["LEGACY"] === "1" ? "legacy" : "new",
    portBase: Number(base),
    stateDir: resolve(root, env["DAYPASS_STATE_DIR"] ?? "local/.state"),
    reset,
    scene,
    grantMinutes: Number(minutes),
  };
}

function parsed(args: string[]): { reset: boolean; scene: boolean; minutes: string } {
  try {
    const { values } = parseArgs({
      args,
      options: {
        reset: { type: "boolean", default: false },
        "no-scene": { type: "boolean", default: false },
        "grant-minutes": { type: "string", default: "2" },
      },
    });
    return { reset: values.reset, scene: !values["no-scene"], minutes: values["grant-minutes"] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Plain(`${reason}\nnpm start -- [--reset] [--no-scene] [--grant-minutes N]`);
  }
}
