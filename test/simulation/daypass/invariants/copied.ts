import { copySchema } from "../../../../worker/reconciler/recovery/copy.ts";
import type { Copy } from "../../../../worker/reconciler/recovery/copy.ts";
import { principalOf, targetKeyOf } from "./aws-call.ts";
import type { AwsCall } from "./aws-call.ts";
import { Broken } from "./broken.ts";
import type { Invariant, Watch } from "./invariant.ts";

/** Signatures name whole seconds. */
const SECOND = 1_000;

/** 29: AWS is asked for nothing new of which no copy stands outside the database, left under the very claim that asks. */
export function copiedFirst(watch: Watch): Invariant {
  const read = new Map<string, Copy>();
  const isOf = (copy: Copy, call: AwsCall) => {
    if (call.operation === "CreateUser")
      return copy.of === "user" && copy.user_name === nameOf(call).toLowerCase();
    const askedAt = call.signedAt + (watch.clock() - watch.world.now);
    return (
      copy.of === "access" &&
      copy.principal_id === principalOf(call) &&
      copy.target_key === targetKeyOf(call) &&
      Math.abs(copy.asked_at - askedAt) <= watch.signatureSlackMs + SECOND
    );
  };
  return {
    onAwsCall(call) {
      const creates = ["CreateUser", "CreateAccountAssignment", "CreateGroupMembership"];
      if (!creates.includes(call.operation)) return;
      for (const [key, text] of watch.bucket.texts)
        if (!read.has(key)) read.set(key, copySchema.parse(JSON.parse(text)));
      if (![...read.values()].some((copy) => isOf(copy, call)))
        throw new Broken("29 copy first", call);
    },
  };
}

/** The name of the user that is to be made: SCIM and Identity Store spell the field differently. */
function nameOf({ input }: AwsCall): string {
  return String(input["UserName"] ?? input["userName"]);
}
