import type { SessionKeys } from "./assume-role.ts";

/** A session is replaced this long before it ends, so that no call is sent with one that dies on its way. */
const MARGIN_MS = 5 * 60_000;
/** A session that was denied something is replaced when it is so old, and no sooner: what a role may do changes rarely. */
const DOUBTED_AFTER_MS = 60_000;

/**
 * The role's session, kept as a plain value: it may outlive the invocation that fetched it and be given to the next
 * `createAws`. Make a new one when the settings change.
 */
export class Credentials {
  #held: SessionKeys | undefined;
  #keptAt = 0;
  #isDoubted = false;

  /** The session, while it has at least five minutes left. `awsNow` is epoch ms by AWS's clock. */
  fresh(awsNow: number): SessionKeys | undefined {
    return this.#isDoubted ? undefined : this.#endsAfter(awsNow + MARGIN_MS);
  }

  /** The session, while it lives at all: what to use when AWS gives no new one. */
  living(awsNow: number): SessionKeys | undefined {
    return this.#endsAfter(awsNow);
  }

  keep(session: SessionKeys, awsNow: number): void {
    this.#held = session;
    this.#keptAt = awsNow;
    this.#isDoubted = false;
  }

  /**
   * AWS denied something to the session. It may be the session: one that an admin has revoked stays denied for its hour,
   * while a new one of the same role serves. It goes on as the last resort.
   */
  doubt(session: SessionKeys, awsNow: number): void {
    if (this.#held === session && awsNow >= this.#keptAt + DOUBTED_AFTER_MS) this.#isDoubted = true;
  }

  /** Drops a session that AWS refused, unless another call has replaced it meanwhile. */
  forget(session: SessionKeys): void {
    if (this.#held === session) this.#held = undefined;
  }

  #endsAfter(instant: number): SessionKeys | undefined {
    return this.#held !== undefined && this.#held.expiresAt > instant ? this.#held : undefined;
  }
}
