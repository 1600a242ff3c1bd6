import type { AwsError } from "../../aws/errors.ts";
import type { Identity } from "./view.ts";

/** The claimed row that a failed call leaves; the lane backs it off. */
export class RetryIdentity extends Error {
  override name = "RetryIdentity";
  readonly row: Identity;
  readonly awsError: AwsError;
  constructor(row: Identity, awsError: AwsError) {
    super(awsError.message);
    this.row = row;
    this.awsError = awsError;
  }
}
