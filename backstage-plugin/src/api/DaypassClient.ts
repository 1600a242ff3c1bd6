import type { DiscoveryApi, FetchApi } from "@backstage/core-plugin-api";
import { QueryClient } from "@tanstack/react-query";
import type { DaypassApi, Sending } from "./DaypassApi.ts";
import { DaypassError, failureOf } from "./DaypassError.ts";
import { newIdempotencyKey } from "./idempotencyKey.ts";
import type { Answer, Given, Method, PathOf } from "./routes.ts";

const DEFAULT_PROXY_PATH = "/daypass";

/** What a request may carry, whichever route it is for. */
interface Parts {
  readonly path?: object;
  readonly query?: object;
  readonly body?: unknown;
}

/**
 * Reaches Daypass through Backstage's proxy.
 *
 * @public
 */
export class DaypassClient implements DaypassApi {
  readonly answers = new QueryClient({
    defaultOptions: {
      queries: { staleTime: 5_000, retry: isWorthAnotherTry, networkMode: "always" },
      mutations: { retry: false, networkMode: "always" },
    },
  });
  private readonly discovery: DiscoveryApi;
  private readonly fetch: FetchApi["fetch"];
  private readonly proxyPath: string;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi; proxyPath?: string }) {
    this.discovery = options.discoveryApi;
    this.fetch = options.fetchApi.fetch;
    this.proxyPath = options.proxyPath ?? DEFAULT_PROXY_PATH;
  }

  async request<M extends Method, P extends PathOf<M>>(
    method: M,
    path: P,
    given: Given<M, P>,
    { signal, idempotencyKey }: Sending = {},
  ): Promise<Answer<M, P>> {
    const { body, ...where }: Parts = given;
    const base = await this.discovery.getBaseUrl("proxy");
    const response = await this.answerTo(`${base}${this.proxyPath}${urlOf(path, where)}`, {
      method: method.toUpperCase(),
      headers: {
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(method === "get" ? {} : { "idempotency-key": idempotencyKey ?? newIdempotencyKey() }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
    if (!response.ok) throw await failureOf(response);
    return await this.read<Answer<M, P>>(response);
  }

  private async answerTo(url: string, init: RequestInit): Promise<Response> {
    try {
      return await this.fetch(url, init);
    } catch (error) {
      throw unreachable(error);
    }
  }

  /** The Worker's tests hold its answers to the description that the types are generated from. */
  private async read<T>(response: Response): Promise<T> {
    try {
      const body: unknown = await response.json();
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
      return body as T;
    } catch (error) {
      throw unreachable(error);
    }
  }
}

/** The path with its parts filled in, and the query; a parameter that is undefined is left out. */
export function urlOf(path: string, { path: parts = {}, query = {} }: Omit<Parts, "body">): string {
  const filled = Object.entries(parts).reduce(
    (url, [name, value]) => url.replace(`{${name}}`, encodeURIComponent(String(value))),
    path,
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.append(name, String(value));
  }
  return search.size === 0 ? filled : `${filled}?${search.toString()}`;
}

function unreachable(error: unknown): DaypassError {
  return new DaypassError({
    kind: "unreachable",
    message: error instanceof Error ? error.message : String(error),
  });
}

/** A refusal stays one; what is not there may be there in a second. */
function isWorthAnotherTry(failures: number, error: Error): boolean {
  const status = error instanceof DaypassError ? error.status : undefined;
  return failures < 2 && (status === undefined || status >= 500);
}
