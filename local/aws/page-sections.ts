import type { CallRecord } from "./calls.ts";
import type { FaultEntry } from "./faults.ts";
import { html, type Html } from "./html.ts";
import { instant, table } from "./page-table.ts";
import { emailOf } from "./people.ts";
import type { Assignment, PrincipalType } from "./rows.ts";
import type { State } from "./state.ts";

export function users(state: State): Html {
  const groupNames = new Map(state.groups.map((group) => [group.id, group.displayName]));
  const rows = state.users.map((user) => [
    html`<strong>${user.userName}</strong><br /><code class="quiet">${user.id}</code>`,
    html`${emailOf(user.attributes) ?? "no email"}${user.status === "DISABLED" ? html`<br />disabled` : ""}`,
    names(
      state.memberships
        .filter((row) => row.userId === user.id)
        .map((row) => groupNames.get(row.groupId) ?? ""),
    ),
    assignmentList(state, "USER", user.id),
  ]);
  const known = new Set(state.users.map((user) => user.id));
  const dangling = state.assignments.filter(
    (row) => row.principalType === "USER" && !known.has(row.principalId),
  );
  const left = html`<p class="bad">
    Assignments of users who no longer exist: ${dangling.length}
  </p>`;
  return html`${dangling.length === 0 ? "" : left}${table(["User", "Email", "Groups", "Account assignments"], rows)}`;
}

export function groups(state: State): Html {
  const userNames = new Map(state.users.map((user) => [user.id, user.userName]));
  const rows = state.groups.map((group) => [
    html`<strong>${group.displayName}</strong><br /><code class="quiet">${group.id}</code>`,
    group.description,
    names(
      state.memberships
        .filter((row) => row.groupId === group.id)
        .map((row) => userNames.get(row.userId) ?? ""),
    ),
    assignmentList(state, "GROUP", group.id),
  ]);
  return table(["Group", "Description", "Members", "Account assignments"], rows);
}

/** Accounts in the tree of OUs. */
export function accounts(state: State): Html {
  const root = state.units.find((unit) => unit.parentId === undefined);
  return root === undefined
    ? html`<p>None.</p>`
    : html`<ul>
        ${unitItem(state, root.id)}
      </ul>`;
}

function unitItem(state: State, id: string): Html {
  const unit = state.units.find((one) => one.id === id);
  const below = state.units
    .filter((one) => one.parentId === id)
    .map((one) => unitItem(state, one.id));
  const here = state.accounts
    .filter((account) => account.parentId === id)
    .map((account) => {
      const tags = Object.entries(account.tags).map(([key, value]) => `${key}=${value}`);
      const held = state.assignments.filter((row) => row.accountId === account.id).length;
      const odd =
        account.state === "ACTIVE" ? "" : html` <span class="bad">${account.state}</span>`;
      return html`<li>
        ${account.name} <code>${account.id}</code>${odd}
        <span class="quiet">${tags.join(", ")}</span>, ${held} assignments
      </li>`;
    });
  return html`<li>
    <strong>${unit?.name}</strong> <code class="quiet">${id}</code>
    <ul>
      ${here}${below}
    </ul>
  </li>`;
}

export function permissionSets(state: State): Html {
  const rows = state.permissionSets.map((set) => [
    html`<strong>${set.name}</strong><br /><code class="quiet">${set.arn}</code>`,
    set.description,
    set.sessionDuration,
    names(set.managedPolicies.map((arn) => arn.slice(arn.lastIndexOf("/") + 1))),
    state.assignments.filter((row) => row.permissionSetArn === set.arn).length,
  ]);
  return table(["Permission set", "Description", "Session", "Policies", "Assignments"], rows);
}

/** What is IN_PROGRESS. */
export function operations(state: State, now: number): Html {
  const rows = state.pending.map((operation) => [
    operation.kind,
    operation.accountId,
    setName(state, operation.permissionSetArn),
    principalName(state, operation.principalType, operation.principalId),
    operation.stuck
      ? "for ever"
      : `${Math.max(0, (operation.settlesAt - now) / 1000).toFixed(1)} s more`,
    html`<code class="quiet">${operation.requestId}</code>`,
  ]);
  return table(["What", "Account", "Permission set", "Principal", "Takes", "Request id"], rows);
}

export function roles(state: State): Html {
  const rows = state.roles.map((role) => [
    role.accountId,
    html`<code>${role.arn}</code>`,
    instant(role.createdAt),
  ]);
  return table(["Account", "Role", "Since"], rows);
}

export function faults(entries: readonly FaultEntry[]): Html {
  const rows = entries.map(({ id, on, fault, hits, ...when }) => [
    id,
    on,
    html`<code>${JSON.stringify(fault)}</code>`,
    html`<code>${JSON.stringify(when)}</code>`,
    hits,
  ]);
  return table(["Id", "On", "Fault", "When", "Struck"], rows);
}

export function calls(records: readonly CallRecord[]): Html {
  const rows = records.map((call) => [
    call.seq,
    instant(call.at),
    `${call.service ?? "unknown"} ${call.operation}`,
    call.lost === undefined
      ? call.status
      : html`<span class="bad">no answer (${call.lost} its effect)</span>`,
    call.errorCode === undefined
      ? (call.outcome ?? "")
      : html`<span class="bad">${call.errorCode}</span> ${call.errorMessage}`,
    html`<code class="quiet">${JSON.stringify(call.ids)}</code>`,
  ]);
  return table(["No.", "At", "Operation", "Status", "Outcome", "Ids"], rows);
}

function assignmentList(state: State, type: PrincipalType, id: string): Html {
  const own = state.assignments.filter(
    (row) => row.principalType === type && row.principalId === id,
  );
  const byAccount = Map.groupBy(own, (row) => row.accountId);
  const rows = [...byAccount].map(
    ([account, held]) => html`<li>${accountName(state, account)}: ${setNames(state, held)}</li>`,
  );
  return items(rows);
}

function setNames(state: State, rows: readonly Assignment[]): string {
  return rows.map((row) => setName(state, row.permissionSetArn)).join(", ");
}

function setName(state: State, arn: string): string {
  return state.permissionSets.find((set) => set.arn === arn)?.name ?? arn;
}

function accountName(state: State, id: string): string {
  return state.accounts.find((account) => account.id === id)?.name ?? id;
}

function principalName(state: State, type: PrincipalType, id: string): string {
  if (type === "GROUP") return state.groups.find((group) => group.id === id)?.displayName ?? id;
  return state.users.find((user) => user.id === id)?.userName ?? id;
}

function names(all: readonly string[]): Html {
  return items(all.map((name) => html`<li>${name}</li>`));
}

function items(all: readonly Html[]): Html {
  return all.length === 0
    ? html`<span class="quiet">none</span>`
    : html`<ul>
        ${all}
      </ul>`;
}
