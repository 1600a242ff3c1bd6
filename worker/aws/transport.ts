import { assumeRole, type SessionKeys } from "./assume-role.ts";
import { attempt, type Keys } from "./attempt.ts";
import { isBadSignature, isDenied, isRefusedSession } from "./classify.ts";
import type { Credentials } from "./credentials.ts";
import { AwsError } from "./errors.ts";
import type { Line } from "./line.ts";
import type { CallOptions, Quota } from "./ports.ts";
import type { Wire } from "./wire.ts";

/** A correction that moved less than this repairs nothing. */
const WORTH_RESENDING_MS = 30_000;

/** Makes calls as the role. Throws `AwsError`. */
export interface Transport {
  call: <T>(wire: Wire<T>, options?: CallOptions) => Promise<T>;
}

/**
 * Signs with the role's session and fetches one when there is none. A call is sent a second time only after AWS has
 * refused it unseen: once with a fresh session when its session was over, once with a corrected date when its clock
 * and ours turn out to differ.
 */
export function createTransport(line: Line, credentials: Credentials): Transport {
  const { ports, clock, settings } = line;
  const { accessKeyId, secretAccessKey } = settings;
  const ownKeys: Keys = { accessKeyId, secretAccessKey, derived: new Map() };

  async function paced<T>(
    wire: Wire<T>,
    keys: () => Promise<Keys>,
    options: CallOptions,
  ): Promise<T> {
    const send = async (): Promise<T> => {
      // First the keys, then the pace: calls that waited together for a session must not go out together.
      const signedWith = await keys();
      await ports.pace?.(quotaOf(wire));
      return attempt(line, wire, signedWith, options);
    };
    const correctedBefore = clock.correctionMs;
    try {
      return await send();
    } catch (error) {
      const moved = Math.abs(clock.correctionMs - correctedBefore) > WORTH_RESENDING_MS;
      if (moved && refusedBy(wire, error, isBadSignature)) return send();
      throw error;
    }
  }

  const awsNow = (): number => ports.now() + clock.correctionMs;

  async function session(): Promise<SessionKeys> {
    const held = credentials.fresh(awsNow());
    if (held !== undefined) return held;
    try {
      const fetched = await paced(assumeRole(settings), async () => ownKeys, {});
      credentials.keep(fetched, awsNow());
      return fetched;
    } catch (error) {
      // Taking access away must not stop while the old session still serves; `observe` has seen the error.
      const living = credentials.living(awsNow());
      if (living !== undefined) return living;
      throw error;
    }
  }

  return {
    call: async (wire, options = {}) => {
      let used: SessionKeys | undefined;
      const asRole = async (): Promise<SessionKeys> => (used = await session());
      try {
        return await paced(wire, asRole, options);
      } catch (error) {
        if (used !== undefined && refusedBy(wire, error, isDenied))
          credentials.doubt(used, awsNow());
        if (used === undefined || !refusedBy(wire, error, isRefusedSession)) throw error;
        credentials.forget(used);
        return paced(wire, asRole, options);
      }
    },
  };
}

/** Whether this very call was refused so, and not the one that fetched its session. */
function refusedBy<T>(wire: Wire<T>, error: unknown, refusal: (code: string) => boolean): boolean {
  return error instanceof AwsError && error.service === wire.service && refusal(error.code);
}

/** What AWS counts this call against. */
function quotaOf<T>({ service, operation }: Wire<T>): Quota {
  return service === "sso-admin" || service === "sts" ? service : `${service}:${operation}`;
}
