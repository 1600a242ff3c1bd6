import { DurableObject } from "cloudflare:workers";
import { createDriverLoop } from "./driver-loop.ts";
import type { DriverLoop } from "./driver-loop.ts";
import { realPorts } from "./ports.ts";

const MARK = "mark";

/** The one object that runs the driver's loop, in its alarm alone. */
export class Driver extends DurableObject<Env> {
  readonly #loop: DriverLoop;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    const { storage } = state;
    this.#loop = createDriverLoop(
      env,
      realPorts,
      { get: () => storage.getAlarm(), set: (at) => storage.setAlarm(at) },
      { get: () => storage.get(MARK), set: (mark) => storage.put(MARK, mark) },
    );
  }

  override alarm(): Promise<void> {
    return this.#loop.alarm();
  }

  nudge(): Promise<void> {
    return this.#loop.nudge();
  }
}
