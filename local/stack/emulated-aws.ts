import { createAws } from "../aws/aws.ts";
import type { Aws } from "../aws/aws.ts";
import { keepIn, readKept } from "../aws/kept.ts";
import { shippedPolicy } from "../aws/iam/shipped.ts";
import { serveAws } from "../aws/server.ts";
import { awsAccess, organization } from "../company/organization.ts";

export interface RunningAws {
  readonly aws: Aws;
  readonly url: string;
  /** Stops listening, and writes what AWS holds once more. */
  close(): Promise<void>;
}

/** Serves the company's AWS, going on from what `file` holds. The role may do what the shipped policy allows. */
export async function startAws(port: number, file: string): Promise<RunningAws> {
  const saved = readKept(file);
  const aws = createAws({
    now: Date.now,
    random: Math.random,
    organization,
    ...awsAccess,
    role: { ...awsAccess.role, policy: shippedPolicy("management", organization) },
    latency: "fast",
    ...(saved === undefined ? {} : { saved }),
  });
  const server = await serveAws(aws, { port });
  const stopKeeping = keepIn(file, aws);
  return {
    aws,
    url: server.url,
    async close() {
      stopKeeping();
      await server.close();
    },
  };
}
