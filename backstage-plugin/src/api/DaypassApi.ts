import { createApiRef } from "@backstage/core-plugin-api";
import type { QueryClient } from "@tanstack/react-query";
import type { Answer, Given, Method, PathOf } from "./routes.ts";

/**
 * How a request is sent.
 *
 * @public
 */
export interface Sending {
  /** Gives the request up. */
  readonly signal?: AbortSignal;
  /** A write that is sent again under the same key is done once; without one each write has its own. */
  readonly idempotencyKey?: string;
}

/**
 * Daypass as the plugin reaches it.
 *
 * @public
 */
export interface DaypassApi {
  /**
   * One request, as the signed-in user.
   *
   * @throws DaypassError, in whatever way it fails
   */
  request<M extends Method, P extends PathOf<M>>(
    method: M,
    path: P,
    given: Given<M, P>,
    sending?: Sending,
  ): Promise<Answer<M, P>>;

  /** What was answered lately: all that is on the page shares it, so an action refreshes everything. */
  readonly answers: QueryClient;
}

/** @public */
export const daypassApiRef = createApiRef<DaypassApi>({ id: "plugin.daypass.client" });
