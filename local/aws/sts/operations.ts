import { operation, type Operation } from "../call.ts";
import { accessDenied } from "../iam/authorize.ts";
import { hex, opaque } from "../ids.ts";
import { optional, required, structure, text } from "../input.ts";
import type { Key } from "../rows.ts";
import { Refusal, type Output } from "../wire.ts";

const hour = 3600;

const assumeRole = operation(
  structure({
    RoleArn: required(text({ min: 20, max: 2048 })),
    RoleSessionName: required(text({ min: 2, max: 64, form: /^[\w+=,.@-]*$/ })),
    DurationSeconds: optional(text({ form: /^\d+$/ })),
    ExternalId: optional(text({ min: 2, max: 1224, form: /^[\w+=,.@:/-]*$/ })),
  }),
  (call, input): Output => {
    const { world, at, caller } = call;
    const { roleArn } = world.names;
    const duration = Number(input.DurationSeconds ?? hour);
    if (duration < 900 || duration > 12 * hour) {
      throw new Refusal(
        "ValidationError",
        `1 validation error detected: Value '${duration}' at 'durationSeconds' failed to satisfy constraint: ` +
          `Member must have value ${duration < 900 ? "greater than or equal to 900" : "less than or equal to 43200"}`,
      );
    }
    const trusted = world.role.trust.judge({
      action: "sts:AssumeRole",
      resource: roleArn,
      principal: caller.arn,
      context: { "sts:ExternalId": input.ExternalId },
    });
    // A wrong role, a wrong external id and a role that assumes itself are told apart by nobody.
    if (input.RoleArn !== roleArn || trusted !== "allowed" || caller.session !== undefined)
      throw accessDenied("sts", "AssumeRole", caller, input.RoleArn);
    const key = sessionKey(call, input.RoleSessionName, at + duration * 1000);
    world.keys.set(key.accessKeyId, key);
    forget(world.keys, at);
    return {
      Credentials: {
        AccessKeyId: key.accessKeyId,
        SecretAccessKey: key.secretAccessKey,
        SessionToken: key.session?.token,
        Expiration: new Date(at + duration * 1000).toISOString(),
      },
      AssumedRoleUser: { AssumedRoleId: key.userId, Arn: key.arn },
    };
  },
);

const getCallerIdentity = operation(structure({}), ({ caller }): Output => {
  const [, , , , account] = caller.arn.split(":");
  return { Arn: caller.arn, UserId: caller.userId, Account: account };
});

/** The operations of STS that are emulated, by name. */
export const sts: ReadonlyMap<string, Operation> = new Map(
  Object.entries({ AssumeRole: assumeRole, GetCallerIdentity: getCallerIdentity }),
);

function sessionKey(
  { world }: Parameters<Operation>[0],
  sessionName: string,
  expiresAt: number,
): Key {
  const { random, names } = world;
  const [, , , , account, path = ""] = names.roleArn.split(":");
  const role = path.slice(path.lastIndexOf("/") + 1);
  return {
    accessKeyId: `ASIA${hex(random, 16).toUpperCase()}`,
    secretAccessKey: opaque(random, 30),
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${sessionName}`,
    userId: `AROA${roleIdOf(names.roleArn)}:${sessionName}`,
    session: { token: opaque(random, 180), expiresAt },
  };
}

/** The same seventeen characters for the same role. */
function roleIdOf(roleArn: string): string {
  return Buffer.from(roleArn).toString("hex").toUpperCase().slice(-17);
}

/** Sessions that ended a day ago are of no use, not even to be told that they expired. */
function forget(keys: Map<string, Key>, at: number): void {
  for (const [id, { session }] of keys) {
    if (session === undefined) continue;
    // The oldest come first: behind one that is kept, all are worth keeping.
    if (session.expiresAt >= at - 24 * hour * 1000) return;
    keys.delete(id);
  }
}
