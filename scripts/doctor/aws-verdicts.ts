import { AwsError } from "../../worker/aws/errors.ts";
import { createAws } from "../../worker/aws/index.ts";
import type { Aws } from "../../worker/aws/index.ts";
import type { Instance } from "../../worker/aws/sso-admin.ts";
import type { Deployment, DoctorPorts } from "./deployment.ts";
import { FirstPages, permissionVerdicts } from "./permissions.ts";
import { fault, ok, warning } from "./verdict.ts";
import type { Verdict } from "./verdict.ts";

type Settings = Deployment["settings"];

/** The Worker's secrets for AWS. */
export interface AwsSecrets {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly externalId: string;
}

/** What AWS says to the Worker's own clients, with its settings and these secrets. Writes nothing. */
export async function awsVerdicts(
  ports: DoctorPorts,
  settings: Settings,
  secrets: AwsSecrets,
): Promise<{ verdicts: Verdict[]; skewMs: number | undefined }> {
  const pages = new FirstPages();
  const aws = createAws(
    awsSettings(settings, secrets),
    {
      fetch: ports.fetch,
      now: ports.now,
      sleep: ports.sleep,
      pace: async (quota) => {
        pages.check(quota);
        await ports.pause();
      },
    },
    pages.observe,
  );
  const instance = await failureOr(aws.ssoAdmin.describeInstance());
  if (instance instanceof AwsError && instance.service === "sts") {
    return { verdicts: [noSession(instance)], skewMs: skewIfAnswered(aws, instance) };
  }
  const session = ok("session", `AWS gives one of ${settings.aws.role_arn}`);
  if (instance instanceof AwsError && !instance.code.startsWith("AccessDenied")) {
    return { verdicts: [session, noInstance(instance)], skewMs: aws.skewMs() };
  }
  const account = await accountOf(aws, settings, instance instanceof AwsError ? null : instance);
  const permissions = await permissionVerdicts(aws, pages, {
    instanceArn: settings.aws.instance_arn,
    users: settings.identity_mode === "own",
    management: settings.aws.account === "management",
  });
  const verdicts = [
    session,
    ...(instance instanceof AwsError
      ? [noInstance(instance)]
      : instanceVerdicts(instance, settings)),
    account,
    ...permissions,
  ];
  return { verdicts, skewMs: aws.skewMs() };
}

/** AWS's clock is known only where something of AWS's has answered. */
function skewIfAnswered(aws: Aws, { status }: AwsError): number | undefined {
  return status === undefined ? undefined : aws.skewMs();
}

function awsSettings({ aws }: Settings, secrets: AwsSecrets) {
  return {
    region: aws.region,
    ...(aws.endpoint === null ? {} : { endpoint: aws.endpoint }),
    roleArn: aws.role_arn,
    instanceArn: aws.instance_arn,
    identityStoreId: aws.identity_store_id,
    ...secrets,
  };
}

async function failureOr<T>(call: Promise<T>): Promise<T | AwsError> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}

function noSession({ code }: AwsError): Verdict {
  const todo =
    {
      AccessDenied: "check the role's trust policy, AWS_ROLE_ARN and AWS_EXTERNAL_ID",
      InvalidClientTokenId: "AWS does not know AWS_ACCESS_KEY_ID: give the Worker's own key",
      SignatureDoesNotMatch: "check AWS_SECRET_ACCESS_KEY, AWS_REGION and this machine's clock",
    }[code] ?? "check AWS_REGION and the way from here to AWS";
  return fault("session", `AWS gives none: ${code}`, todo);
}

function noInstance({ code }: AwsError): Verdict {
  return fault(
    "instance",
    `AWS does not show it: ${code}`,
    "check that AWS_REGION is Identity Center's primary Region, AWS_INSTANCE_ARN, and that the role's account is the " +
      "instance's or its delegated administrator",
  );
}

function instanceVerdicts(instance: Instance, { aws }: Settings): Verdict[] {
  const { identityStoreId, status, primaryRegion, permissionSetsEnabled } = instance;
  const region = primaryRegion ?? aws.region;
  return [
    status === undefined || status === "ACTIVE"
      ? ok("instance", aws.instance_arn)
      : fault("instance", `is ${status}`, "wait until Identity Center is active"),
    region === aws.region
      ? ok("Region", region)
      : fault("Region", `Identity Center's primary Region is ${region}`, "set AWS_REGION to it"),
    identityStoreId === aws.identity_store_id
      ? ok("identity store", identityStoreId)
      : fault(
          "identity store",
          `the instance's is ${identityStoreId}`,
          "set AWS_IDENTITY_STORE_ID to it",
        ),
    ...(permissionSetsEnabled === false
      ? [fault("permission sets", "are not enabled", "enable them in Identity Center's settings")]
      : []),
  ];
}

/** Whether the role stands where AWS_ACCOUNT says that it does. */
async function accountOf(
  aws: Aws,
  settings: Settings,
  instance: Instance | null,
): Promise<Verdict> {
  const own = /::(\d{12}):/.exec(settings.aws.role_arn)?.[1];
  const organization = await failureOr(aws.organizations.describeOrganization());
  if (organization instanceof AwsError) {
    return warning(
      "account",
      `can't be told: ${organization.code}`,
      "allow organizations:DescribeOrganization, and see that the role's account is in an organization",
    );
  }
  const { managementAccountId } = organization;
  if (instance?.ownerAccountId !== undefined && instance.ownerAccountId !== managementAccountId) {
    return fault(
      "account",
      `the instance belongs to ${instance.ownerAccountId}, the organization to ${managementAccountId}`,
      "use the organization's instance: an account's own has no permission sets",
    );
  }
  const is = own === managementAccountId ? "management" : "delegated";
  if (settings.aws.account === is) return ok("account", `${is}: ${own ?? "none"}`);
  return fault(
    "account",
    `AWS_ACCOUNT is ${settings.aws.account}; the role is in ${own ?? "none"}, and ${managementAccountId} is the management account`,
    `set AWS_ACCOUNT to ${is}, or AWS_ROLE_ARN to a role in the other account`,
  );
}
