/** A token that opens nothing. `reason` is for the operator; the caller is told no more than that it is no good. */
export class TokenRefused extends Error {
  override name = "TokenRefused";
  readonly reason: string;
  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}
