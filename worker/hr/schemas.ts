export type HrEvent = Record<string, unknown>;
