import { bySeq, listed, operation, page, type Call } from "../call.ts";
import { required, structure } from "../input.ts";
import type { Account } from "../rows.ts";
import { Refusal, seconds, type Output } from "../wire.ts";
import { accountId, mostRows, paging, parentId } from "./fields.ts";
import { parentOf } from "./units.ts";

export const listAccounts = operation(structure(paging), (call, input): Output => {
  const cut = page(call, input, mostRows, "", [...call.world.accounts.rows.values()], bySeq);
  return listed(
    "Accounts",
    cut.rows.map((account) => output(call, account)),
    cut,
  );
});

export const listAccountsForParent = operation(
  structure({ ParentId: required(parentId), ...paging }),
  (call, input): Output => {
    const parent = parentOf(call, input.ParentId).id;
    const rows = call.world.accounts.list(
      call.at,
      undefined,
      (account) => account.parentId === parent,
    );
    const cut = page(call, input, mostRows, parent, rows, bySeq);
    return listed(
      "Accounts",
      cut.rows.map((account) => output(call, account)),
      cut,
    );
  },
);

export const describeAccount = operation(
  structure({ AccountId: required(accountId) }),
  (call, input): Output => {
    const account = call.world.accounts.get(input.AccountId);
    if (account === undefined) {
      throw new Refusal(
        "AccountNotFoundException",
        "You specified an account that doesn't exist or isn't a member of this organization.",
      );
    }
    return { Account: output(call, account) };
  },
);

function output({ world }: Call, account: Account): Output {
  return {
    Id: account.id,
    Arn: account.arn,
    Email: account.email,
    Name: account.name,
    ...(world.switches.accountStatus === "sent" ? { Status: retiredStatus[account.state] } : {}),
    State: account.state,
    Paths: [account.path],
    JoinedMethod: account.id === world.names.managementAccountId ? "INVITED" : "CREATED",
    JoinedTimestamp: seconds(account.joinedAt),
  };
}

/** The retired `Status` knew three words only. */
const retiredStatus: Readonly<Record<Account["state"], string>> = {
  PENDING_ACTIVATION: "ACTIVE",
  ACTIVE: "ACTIVE",
  SUSPENDED: "SUSPENDED",
  PENDING_CLOSURE: "PENDING_CLOSURE",
  CLOSED: "SUSPENDED",
};
