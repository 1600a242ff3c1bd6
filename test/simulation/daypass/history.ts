/** One thing that HR told of a worker. */
export interface Told {
  readonly worker: string;
  readonly event: "onboard" | "update" | "offboard";
  /** From when it holds, UTC epoch milliseconds. */
  readonly at: number;
  /** Undefined where nothing was said of it. */
  readonly department: string | undefined;
  readonly email: string;
  /** The first day's beginning, of an onboarding. */
  readonly startsAt: number;
  /** When their last day ends; null: they have none, after all; undefined: nothing was said of it. */
  readonly endsAt: number | null | undefined;
  /** It is on its way, or has come. */
  sent: boolean;
}

/** What a caller was told who came too late to decide on a request. */
export interface TooLate {
  readonly request: string;
  readonly body: unknown;
}

/** What happened in a run past the Worker: what it must come to is judged by it. */
export class History {
  readonly told: Told[] = [];
  /** Assignments and memberships that somebody changed in AWS's console: `<user id> <target key>`. */
  readonly byHand = new Set<string>();
  /** Users that somebody has disabled in AWS's console. */
  readonly disabledByHand = new Set<string>();
  /** Users that another hand made with a name of ours and the email of somebody else. */
  readonly strangers = new Set<string>();
  /** Values that no log, no answer and no table may hold. */
  readonly secrets = new Set<string>();
  /** How often requests were answered how, by `METHOD /path status`, ids left out. */
  readonly answers = new Map<string, number>();
  /** How often things were done, and came about. */
  readonly happened = new Map<string, number>();
  readonly tooLate: TooLate[] = [];
  /** What the operator was told of overdue removals, beside those that are overdue. */
  readonly figures: { readonly told: number; readonly overdue: number }[] = [];
  /** The bodies of refusals. */
  readonly refusals: string[] = [];
  /** What somebody was shown that is another's, by path. */
  readonly leaked: string[] = [];

  /** HR sends it now, or has it sent: the order in which things come is counted. */
  sends(told: Told): void {
    if (told.sent) return;
    told.sent = true;
    const earlier = this.told.filter((one) => one.worker === told.worker && one.sent);
    if (earlier.some(({ at }) => at > told.at)) this.count("HR: told out of order");
    if (told.event !== "onboard") return;
    const hires = earlier.filter(({ event }) => event === "onboard");
    const left = earlier.some(({ event, at }) => event === "offboard" && at > told.at);
    if (hires.length === 1 && left) this.count("HR: the leave is told before the hire");
  }

  answered(method: string, path: string, status: number | undefined, body: unknown): void {
    const route = path
      .replace(/\?.*/, "")
      .replaceAll(/\/(?:[a-z]{3}_)?[0-9a-z]{10,}|\/\d+/g, "/:id");
    const name = `${method} ${route} ${status ?? "no answer"}`;
    this.answers.set(name, (this.answers.get(name) ?? 0) + 1);
    if (status === undefined || status < 400) return;
    this.refusals.push(JSON.stringify(body));
    const type = /"type":"urn:daypass:problem:([\w-]+)"/.exec(this.refusals.at(-1) ?? "")?.[1];
    this.count(`problem: ${type ?? "none"}`);
    const request = /^\/v1\/requests\/([^/]+)\//.exec(path)?.[1];
    if (type === "already-decided" && request !== undefined) this.tooLate.push({ request, body });
  }

  count(name: string): void {
    this.happened.set(name, (this.happened.get(name) ?? 0) + 1);
  }
}
