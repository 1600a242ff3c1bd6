import { DurableObject } from "cloudflare:workers";
import { createDriverLoop } from "./driver-loop.ts";
import type { DriverLoop } from "./driver-loop.ts";
import { realPorts } from "./ports.ts";

/** The one object that runs the driver's loop, in its alarm alone. */
export class Driver extends DurableObject<Env> {
  readonly #loop: DriverLoop;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#loop = createDriverLoop(env, realPorts, {
      get: () => state.storage.getAlarm(),
      set: (at) => state.storage.setAlarm(at),
    });
  }

  override alarm(): Promise<void> {
    return this.#loop.alarm();
  }

  nudge(): Promise<void> {
    return this.#loop.nudge();
  }
}
