/** What the doctor says of one thing. */
export interface Verdict {
  readonly about: string;
  readonly level: "ok" | "warning" | "fault";
  readonly seen: string;
  /** What to do about it; nothing when all is well. */
  readonly todo?: string;
}

export function ok(about: string, seen: string): Verdict {
  return { about, level: "ok", seen };
}

export function warning(about: string, seen: string, todo: string): Verdict {
  return { about, level: "warning", seen, todo };
}

export function fault(about: string, seen: string, todo: string): Verdict {
  return { about, level: "fault", seen, todo };
}
