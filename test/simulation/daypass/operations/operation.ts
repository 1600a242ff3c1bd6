import type { Stand } from "../stand.ts";
import { ofAdmins, type AdminOperation } from "./admins.ts";
import { byHand, type HandOperation } from "./by-hand.ts";
import { ofHr, type HrOperation } from "./hr.ts";
import { ofIntruders, type IntruderOperation } from "./intruders.ts";
import { ofPeople, type PeopleOperation } from "./people.ts";

/** One thing that happens in the company, so many seconds after the start. */
export type Operation = { readonly at: number } & (
  | HrOperation
  | PeopleOperation
  | AdminOperation
  | HandOperation
  | IntruderOperation
);

/** Does it; `key` names it among the run's operations. */
export function perform(stand: Stand, operation: Operation, key: string): void {
  stand.history.count(`operation: ${operation.do}`);
  switch (operation.do) {
    case "join":
    case "move":
    case "leave":
    case "rename":
    case "respell":
    case "replace":
    case "last day":
    case "stay":
    case "mass leave":
    case "reach":
      return ofHr(stand, operation, key);
    case "ask":
    case "ask by service":
    case "decide":
    case "answer":
    case "cancel":
    case "approve and cancel":
    case "extend":
    case "end":
      return ofPeople(stand, operation, key);
    case "suspend":
    case "resume":
    case "amend":
    case "map":
    case "settle held":
    case "settle finding":
    case "make token":
    case "read directory":
    case "read figures":
    case "look":
      return ofAdmins(stand, operation, key);
    case "assign":
    case "unassign":
    case "delete user":
    case "disable user":
    case "enable user":
    case "create user":
    case "delete group":
    case "delete set":
    case "suspend account":
    case "delete account":
      return byHand(stand, operation);
    case "forge":
    case "meddle":
    case "reuse key":
    case "smuggle":
      return ofIntruders(stand, operation, key);
  }
}
