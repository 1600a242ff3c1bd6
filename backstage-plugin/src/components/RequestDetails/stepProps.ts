import type { Schema } from "../../api/routes.ts";
import type { Step } from "./steps.ts";

/** What a step needs to tell of itself, and what the reader may do. */
export interface StepProps {
  readonly request: Schema<"RequestDetail">;
  /** Names somebody: see `useWho`. */
  readonly who: (actor: string) => string;
  /** The reader asked for it. */
  readonly isOwn: boolean;
  readonly isAdmin: boolean;
}

/** The props of the step of a kind. */
export type PropsOf<Kind extends Step["kind"]> = StepProps & {
  readonly step: Extract<Step, { readonly kind: Kind }>;
};
