import type { Aws } from "./aws.ts";
import { actions } from "./control-actions.ts";
import { BadControl, known, object, readRule } from "./control-input.ts";
import { checkQuotas } from "./quotas.ts";
import { scimControl } from "./scim/control.ts";
import { setMailSettings } from "./ses/control.ts";
import { checkSwitches, switchAnswers } from "./switches.ts";

/** An answer of the control surface: JSON. */
export type ControlAnswer = { readonly status: number; readonly body: unknown };

type ControlRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  body: string;
};

/** Answers `/_aws/...`: what AWS holds, its log, faults, switches, quotas and console. */
export function control(aws: Aws, request: ControlRequest): ControlAnswer {
  try {
    return (
      route(aws, request) ?? {
        status: 404,
        body: { error: `there is no ${request.method} ${request.path}` },
      }
    );
  } catch (error) {
    if (error instanceof BadControl) return { status: 400, body: { error: error.message } };
    throw error;
  }
}

function route(aws: Aws, { method, path, query, body }: ControlRequest): ControlAnswer | undefined {
  switch (`${method} ${path}`) {
    case "GET /_aws/state":
      return ok(aws.state());
    case "GET /_aws/calls":
      return ok({ count: aws.calls.count, calls: aws.calls.since(sequence(query)) });
    case "GET /_aws/faults":
      return ok(aws.faults.list());
    case "PUT /_aws/faults": {
      const rules = parse(body);
      if (!Array.isArray(rules)) throw new BadControl("faults must be a list of fault rules");
      const read = rules.map(readRule);
      aws.faults.clear();
      for (const rule of read) aws.faults.add(rule);
      return ok(aws.faults.list());
    }
    case "POST /_aws/faults":
      return ok({ id: aws.faults.add(readRule(parse(body))) });
    case "DELETE /_aws/faults":
      aws.faults.clear();
      return ok([]);
    case "GET /_aws/switches":
      return ok({ switches: aws.switches, answers: switchAnswers });
    case "PUT /_aws/switches":
      aws.switches = { ...aws.switches, ...checked(checkSwitches, parse(body)) };
      return ok({ switches: aws.switches });
    case "GET /_aws/quotas":
      return ok({ quotas: aws.quotas });
    case "PUT /_aws/quotas":
      aws.quotas = { ...aws.quotas, ...checked(checkQuotas, parse(body)) };
      return ok({ quotas: aws.quotas });
    case "GET /_aws/latency":
      return ok({ latency: aws.latency });
    case "PUT /_aws/latency":
      aws.latency = readLatency(parse(body));
      return ok({ latency: aws.latency });
    case "GET /_aws/mails":
      return ok({ count: aws.mail.count, mails: aws.mail.since(sequence(query)) });
    case "GET /_aws/ses":
      return ok({ ses: aws.mail.settings });
    case "PUT /_aws/ses":
      return ok({ ses: setMailSettings(aws, parse(body)) });
    case "GET /_aws/scim":
      return ok(scimControl(aws));
    default:
      return method === "POST" && path.startsWith("/_aws/console/")
        ? consoleAction(aws, path.slice("/_aws/console/".length), body)
        : undefined;
  }
}

function consoleAction(aws: Aws, name: string, body: string): ControlAnswer {
  const action = actions.get(name);
  if (action === undefined) {
    throw new BadControl(
      `there is no console action ${JSON.stringify(name)}: ${[...actions.keys()].join(", ")}`,
    );
  }
  const input = body === "" ? {} : object(parse(body), "the body");
  return ok({ done: name, result: action(aws, input) ?? null });
}

function checked<T>(check: (given: unknown) => T, given: unknown): T {
  try {
    return check(given);
  } catch (error) {
    throw new BadControl(error instanceof Error ? error.message : String(error));
  }
}

function readLatency(given: unknown): Aws["latency"] {
  if (given === "fast" || given === "real") return given;
  const { minMs, maxMs, ...rest } = object(given, 'latency ("fast", "real" or {minMs, maxMs})');
  known(rest, [], "latency");
  if (typeof minMs !== "number" || typeof maxMs !== "number" || !(minMs >= 0 && maxMs >= minMs)) {
    throw new BadControl('latency is "fast", "real" or {minMs, maxMs} with 0 <= minMs <= maxMs');
  }
  return { minMs, maxMs };
}

function sequence(query: URLSearchParams): number {
  const since = query.get("since") ?? "0";
  if (!/^\d{1,15}$/.test(since)) throw new BadControl('"since" must be the seq of a call');
  return Number(since);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new BadControl("the body must be JSON");
  }
}

function ok(body: unknown): ControlAnswer {
  return { status: 200, body };
}
