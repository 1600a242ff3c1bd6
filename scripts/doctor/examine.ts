import type { AwsSecrets } from "./aws-verdicts.ts";
import { awsVerdicts } from "./aws-verdicts.ts";
import { clockVerdicts } from "./clock-verdicts.ts";
import { askDeployment } from "./deployment.ts";
import type { DoctorPorts } from "./deployment.ts";
import { fault, ok, warning } from "./verdict.ts";
import type { Verdict } from "./verdict.ts";
import { workerVerdicts } from "./worker-verdicts.ts";

const FOR_AWS = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_EXTERNAL_ID"] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Examines a deployment. Writes nothing, there or in AWS.
 * @param environment the Worker's secrets by their names: the operator's token, and those for AWS
 */
export async function examine(
  ports: DoctorPorts,
  url: string,
  environment: Environment,
): Promise<Verdict[]> {
  const token = environment["OPERATOR_TOKEN"];
  if (token === undefined || token === "") {
    return [fault("operator token", "OPERATOR_TOKEN is not in the environment", "export it")];
  }
  const worker = await askDeployment(ports, url, token);
  if (Array.isArray(worker)) return worker;
  const secrets = awsSecrets(environment);
  const aws = Array.isArray(secrets)
    ? { verdicts: [notAsked(secrets)], skewMs: undefined }
    : await awsVerdicts(ports, worker.settings, secrets);
  return [
    ok("reachable", "answers, and takes the operator's token"),
    ...workerVerdicts(worker),
    ...clockVerdicts({
      workerMs: worker.aheadMs,
      awsMs: aws.skewMs,
      driverMs: driverSkewMs(worker.metrics.get("daypass_clock_skew_seconds"), worker.driver),
    }),
    ...aws.verdicts,
  ];
}

/** The secrets, or the names of those that are missing. */
function awsSecrets(environment: Environment): AwsSecrets | string[] {
  const [accessKeyId, secretAccessKey, externalId] = FOR_AWS.map((name) => environment[name]);
  return accessKeyId && secretAccessKey && externalId
    ? { accessKeyId, secretAccessKey, externalId }
    : FOR_AWS.filter((name) => !environment[name]);
}

function notAsked(missing: readonly string[]): Verdict {
  return warning(
    "AWS",
    "not asked: account, permissions and AWS's clock are not known",
    `export ${missing.join(", ")} as the Worker has them`,
  );
}

/** Nothing when the driver has not run: the figure is 0 then. */
function driverSkewMs(
  seconds: number | undefined,
  driver: { readonly age_seconds: number | null },
): number | undefined {
  return seconds === undefined || driver.age_seconds === null ? undefined : seconds * 1000;
}
