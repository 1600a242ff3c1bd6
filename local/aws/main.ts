import { createAws } from "./aws.ts";
import { keepIn, readKept } from "./kept.ts";
import { sampleAccess, sampleOrganization } from "./sample.ts";
import { serveAws } from "./server.ts";

const port = Number(process.env["AWS_EMULATOR_PORT"] ?? 4566);

const file = process.env["AWS_EMULATOR_STATE"];
const saved = file === undefined ? undefined : readKept(file);
const aws = createAws({
  now: Date.now,
  random: Math.random,
  organization: sampleOrganization,
  ...sampleAccess,
  ...(saved === undefined ? {} : { saved }),
});
const stopKeeping = file === undefined ? (): void => {} : keepIn(file, aws);
const server = await serveAws(aws, { port }).catch((error: unknown) => {
  stopKeeping();
  process.stderr.write(
    `Port ${port} can't be had: ${String(error)}. AWS_EMULATOR_PORT names another.\n`,
  );
  process.exit(1);
});

const [key] = sampleAccess.credentials;
process.stdout.write(`An AWS of ${sampleOrganization.accounts.length} accounts is at ${server.url}

  page      ${server.url}/
  state     curl ${server.url}/_aws/state
  calls     curl '${server.url}/_aws/calls?since=0'
  faults    curl -X POST ${server.url}/_aws/faults -d '{"on":"sso-admin:*","fault":{"kind":"throttle"},"times":3}'
  switches  curl ${server.url}/_aws/switches
  SCIM      ${server.url}${aws.scim.path}
  a token   curl -X POST ${server.url}/_aws/console/create-scim-token
  mails     curl ${server.url}/_aws/mails

The key may assume the role, and the role may do the rest:

  export AWS_ENDPOINT_URL=${server.url} AWS_REGION=${sampleAccess.region}
  export AWS_ACCESS_KEY_ID=${key.accessKeyId} AWS_SECRET_ACCESS_KEY=${key.secretAccessKey}
  aws sts assume-role --role-arn ${sampleAccess.role.arn} --external-id ${sampleAccess.role.externalId} \\
    --role-session-name me

Put the AccessKeyId, SecretAccessKey and SessionToken that it prints into AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY
and AWS_SESSION_TOKEN, then:

  aws sso-admin list-instances
  aws sso-admin create-account-assignment --instance-arn ${aws.names.instanceArn} \\
    --target-id 444444444444 --target-type AWS_ACCOUNT --principal-type USER \\
    --permission-set-arn ${sampleOrganization.permissionSets[0]?.arn ?? ""} \\
    --principal-id ${sampleOrganization.users?.[0]?.id ?? ""}

The SDK takes the same: new SSOAdminClient({ endpoint: '${server.url}', region, credentials }).
Organizations is signed for us-east-1, wherever Identity Center is. AWS_EMULATOR_PORT moves it, AWS_EMULATOR_STATE
names a file to keep its state in. Ctrl-C ends it.
`);

const stop = (): void => {
  stopKeeping();
  void server.close();
};
process.once("SIGINT", stop);
process.once("SIGTERM", stop);
