import { answer, refusal } from "./answer.ts";
import { authenticate } from "./authenticate.ts";
import { idsOf } from "./call-ids.ts";
import type { CallLog } from "./calls.ts";
import { faultOf, type Fault, type FaultBook } from "./faults.ts";
import { authorize } from "./iam/authorize.ts";
import { uuid } from "./ids.ts";
import { Constraint } from "./input.ts";
import { BadToken, BrokenPage } from "./paging.ts";
import type { RateQuotas } from "./quota-rates.ts";
import { internal, refuseBy, Throttled, throttled } from "./refusals.ts";
import { readCall, routeOf } from "./route.ts";
import type { Key } from "./rows.ts";
import { bearerOf } from "./scim/tokens.ts";
import { settle } from "./sso-admin/settle.ts";
import { Refusal, type Output, type Service, type WireRequest, type WireResult } from "./wire.ts";
import type { World } from "./world.ts";

/** All that answers a request. */
export type Desk = {
  readonly now: () => number;
  readonly world: World;
  readonly calls: CallLog;
  readonly faults: FaultBook;
  readonly rates: RateQuotas;
  readonly verifySignatures: boolean;
};

type Attempt = {
  readonly service: Service | undefined;
  readonly operation: string;
  readonly at: number;
  readonly requestId: string;
  readonly faults: readonly Fault[];
  caller: Key | undefined;
  input: unknown;
  output: Output | undefined;
};

/** Answers one request, whole, at this instant; `extra` are faults for this call alone. */
export function handle(desk: Desk, request: WireRequest, extra: readonly Fault[]): WireResult {
  const at = desk.now();
  settle(desk.world, desk.calls, at);
  const { service, operation } = routeOf(request);
  const struck = service === undefined ? [] : desk.faults.strike(service, operation, at);
  const faults = extra.length === 0 ? struck : [...extra, ...struck];
  const requestId = uuid(desk.world.random);
  const attempt: Attempt = {
    service,
    operation,
    at,
    requestId,
    faults,
    caller: undefined,
    input: undefined,
    output: undefined,
  };
  const date = at + (faultOf(faults, "skew")?.ms ?? 0);
  const envelope = { at: date, requestId, delayMs: faultOf(faults, "slow")?.ms ?? 0 };
  const lost = faultOf(faults, "lost")?.effect;
  if (lost === "before") {
    const nothing: WireResult = { status: 0, headers: {}, body: "", delayMs: 0, lost };
    note(desk, attempt, nothing, undefined);
    return nothing;
  }
  let result: WireResult;
  let refused: Refusal | undefined;
  try {
    if (service === undefined) throw new Refusal("UnknownOperationException", "", {}, 404);
    const output = perform(desk, request, attempt, service, date);
    result = answer(service, operation, output, envelope);
  } catch (error) {
    refused = asRefusal(service, error);
    result = refusal(service, refused, desk.world.switches, envelope);
  }
  if (lost === "after") result = { ...result, lost };
  note(desk, attempt, result, refused);
  return result;
}

/** @param date what AWS holds to be now */
function perform(
  desk: Desk,
  request: WireRequest,
  attempt: Attempt,
  service: Service,
  date: number,
): Output {
  const { operation, at, requestId, faults } = attempt;
  const { run, input } = readCall(request, service, operation);
  attempt.input = input;
  const caller =
    service === "scim"
      ? bearerOf(desk.world, request, date)
      : authenticate(desk.world, request, service, date, { verify: desk.verifySignatures });
  attempt.caller = caller;
  for (const fault of faults) refuseBy(fault, service, operation, caller);
  const spend = (what: string, times: number): void => {
    const wait = desk.rates.take(service, what, times);
    if (wait !== undefined) throw throttled(service, wait);
  };
  spend(operation, 1);
  authorize(desk.world, caller, service, operation, input);
  const output = run({ world: desk.world, at, requestId, caller, operation, faults, spend }, input);
  attempt.output = output;
  if (faultOf(faults, "error")?.effect === "after") throw internal(service);
  return output;
}

function asRefusal(service: Service | undefined, error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof BrokenPage && service !== undefined) return internal(service);
  if (error instanceof Constraint) {
    if (service === "organizations") {
      return new Refusal("InvalidInputException", error.message, { Reason: error.reason });
    }
    return new Refusal(invalidCodeOf(service), error.message);
  }
  if (error instanceof BadToken) {
    return service === "organizations"
      ? new Refusal("InvalidInputException", "You specified an invalid token.", {
          Reason: "INVALID_NEXT_TOKEN",
        })
      : new Refusal("ValidationException", "The pagination token is not valid.");
  }
  throw error;
}

function invalidCodeOf(service: Service | undefined): string {
  if (service === "sts") return "ValidationError";
  return service === "ses" ? "BadRequestException" : "ValidationException";
}

function note(
  desk: Desk,
  attempt: Attempt,
  result: WireResult,
  refused: Refusal | undefined,
): void {
  const { service, operation, at, requestId, caller, input, output } = attempt;
  desk.calls.add({
    at,
    service,
    operation,
    accessKeyId: caller?.accessKeyId,
    ids: idsOf(input, output),
    status: result.status,
    errorCode: refused?.code,
    errorMessage: refused?.message,
    throttled: refused instanceof Throttled,
    requestId,
    lost: result.lost,
    delayMs: result.delayMs,
  });
}
