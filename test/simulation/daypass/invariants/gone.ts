import type { Row } from "../wanted.ts";
import { rowsNow } from "../wanted.ts";
import { principalOf } from "./aws-call.ts";
import type { AwsCall } from "./aws-call.ts";
import { Broken } from "./broken.ts";
import type { Invariant, Watch } from "./invariant.ts";

/** 3: "gone" is said only when AWS has it no longer. */
export function goneMeansRead(watch: Watch): Invariant {
  const { database, aws, world } = watch;
  const said = new Map<string, number | null>();
  const reads = new Reads();
  return {
    onAwsCall: (call) => reads.note(call, world.now),
    after: ["receipts"],
    afterWrite() {
      let rows: Row[] | undefined;
      for (const receipt of database.read(
        "select id, assignment_id, gone_at from receipts where confirmed_at is null and kept_at is null",
      )) {
        const id = String(receipt["id"]);
        const goneAt = receipt["gone_at"] === null ? null : Number(receipt["gone_at"]);
        const before = said.get(id) ?? null;
        said.set(id, goneAt);
        if (before !== null || goneAt === null) continue;
        rows ??= rowsNow(database, aws, watch.clock());
        const row = rows.find((one) => one.id === receipt["assignment_id"]);
        if (row !== undefined && !isRead(row))
          throw new Broken("3 gone is said after a read", { receipt, row, now: world.now });
        if (watch.readsMayLie) continue;
        if (row?.inAws === true && row.op !== "create" && !isNew(row))
          throw new Broken("3 gone means read", { receipt, row, now: world.now });
      }
    },
  };

  /** AWS was asked what there is after what was asked of it last. */
  function isRead(row: Row): boolean {
    const readAt = reads.latest(row) + (watch.clock() - world.now);
    return readAt + watch.slackMs >= (row.op_asked_at ?? 0);
  }

  /** It came back between the read and what was written of it: by another hand, or by a call that was late. */
  function isNew(row: Row): boolean {
    const cameAt = aws
      .state()
      .assignments.find(
        (one) => keyOf(one) === row.target_key && one.principalId === row.principal_id,
      )?.createdAt;
    return cameAt !== undefined && cameAt > (row.seen_at ?? 0) - 2_000 - watch.slackMs;
  }
}

function keyOf(one: { accountId: string; permissionSetArn: string }): string {
  return `account/${one.accountId}/${one.permissionSetArn}`;
}

/** When AWS was last asked what somebody, or everybody in a place, has. */
class Reads {
  readonly #at = new Map<string, number>();

  note(call: AwsCall, now: number): void {
    const { operation, input } = call;
    switch (operation) {
      case "ListAccountAssignmentsForPrincipal":
        this.#at.set(`access ${principalOf(call)}`, now);
        break;
      case "ListAccountAssignments":
        this.#at.set(`access ${String(input["AccountId"])}`, now);
        break;
      case "ListGroupMembershipsForMember":
      case "IsMemberInGroups":
        this.#at.set(`groups ${principalOf(call)}`, now);
        break;
      // A user who is not there has nothing.
      case "DescribeUser":
        this.#at.set(`access ${String(input["UserId"])}`, now);
        this.#at.set(`groups ${String(input["UserId"])}`, now);
        break;
      case "ListGroupMemberships":
        this.#at.set(`groups ${String(input["GroupId"])}`, now);
        break;
      default:
    }
  }

  latest({ principal_id, account_id, group_id }: Row): number {
    const kind = group_id === null ? "access" : "groups";
    const keys = [principal_id, account_id ?? group_id].map((key) => `${kind} ${key}`);
    return Math.max(0, ...keys.map((key) => this.#at.get(key) ?? 0));
  }
}
