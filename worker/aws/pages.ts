import { isInvalidInput } from "./classify.ts";
import { AwsError } from "./errors.ts";
import type { ServiceName } from "./ports.ts";

/** More than AWS's largest list needs: 200,000 users at 100 a page are 2,000 pages; pages may be short or empty. */
const MOST_PAGES = 10_000;

export interface Page<Row> {
  rows: readonly Row[];
  nextToken: string | undefined;
}

/**
 * Reads a list to its end, or throws: half a list would make access look absent that is there. A page's own failure
 * is thrown as it is; a token that comes twice, one that AWS no longer takes, or no end in sight is `Truncated`.
 */
export async function everyPage<Row>(
  call: { service: ServiceName; operation: string },
  readPage: (nextToken: string | undefined) => Promise<Page<Row>>,
): Promise<Row[]> {
  const rows: Row[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = await readPage(token).catch((error: unknown) => {
      const tokenRefused =
        token !== undefined && error instanceof AwsError && isInvalidInput(error.code);
      throw tokenRefused ? truncated(call, error) : error;
    });
    for (const row of page.rows) rows.push(row);
    if (page.nextToken === undefined) return rows;
    if (seen.has(page.nextToken)) throw truncated(call);
    seen.add(page.nextToken);
    token = page.nextToken;
  }
  throw truncated(call);
}

/** A list that can't be read whole this time. */
export function truncated(
  call: { service: ServiceName; operation: string },
  cause?: AwsError,
): AwsError {
  return new AwsError(
    {
      service: call.service,
      operation: call.operation,
      code: "Truncated",
      class: "again",
      mayHaveHappened: false,
    },
    cause === undefined ? undefined : { cause },
  );
}
