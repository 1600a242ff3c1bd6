/** One thing that HR told of a worker. */
export interface Told {
  readonly worker: string;
  readonly event: "onboard" | "update" | "offboard";
  /** From when it holds, UTC epoch milliseconds. */
  readonly at: number;
  /** Undefined where nothing was said of it. */
  readonly department: string | undefined;
  /** The first day's beginning, of an onboarding. */
  readonly startsAt: number;
}

/** What happened in a run past the Worker: what it must come to is judged by it. */
export class History {
  readonly told: Told[] = [];
  /** Assignments and memberships that somebody changed in AWS's console: `<user id> <target key>`. */
  readonly byHand = new Set<string>();
  /** Values that no log and no table may hold. */
  readonly secrets = new Set<string>();
  /** How often requests were answered how, by `METHOD /path status`, ids left out. */
  readonly answers = new Map<string, number>();
  /** How often things were done, and came about. */
  readonly happened = new Map<string, number>();

  answered(method: string, path: string, status: number | undefined): void {
    const route = path
      .replace(/\?.*/, "")
      .replaceAll(/\/(?:[a-z]{3}_)?[0-9a-z]{10,}|\/\d+/g, "/:id");
    const name = `${method} ${route} ${status ?? "no answer"}`;
    this.answers.set(name, (this.answers.get(name) ?? 0) + 1);
  }

  count(name: string): void {
    this.happened.set(name, (this.happened.get(name) ?? 0) + 1);
  }
}
