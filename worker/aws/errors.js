/** The only error that the AWS clients throw. Its message names service, operation and code, never what was sent. */
export class AwsError extends Error {
    service;
    operation;
    /** AWS's code, or `NoAnswer`, `Network`, `Truncated` (a list that can't be read whole), `Malformed`. */
    code;
    class;
    /** Of HTTP; for people, never for decisions: AWS sends one error with several statuses. */
    status;
    requestId;
    retryAfterMs;
    /** For example `UNIQUENESS_CONSTRAINT_VIOLATION`. */
    reason;
    /** Of what was not found, for example `USER`. */
    resourceType;
    /** A write whose effect is unknown: no answer, network, 5xx, an answer that can't be read. */
    mayHaveHappened;
    constructor(failure, options) {
        super(`${failure.service} ${failure.operation}: ${failure.code}`, options);
        this.name = "AwsError";
        this.service = failure.service;
        this.operation = failure.operation;
        this.code = failure.code;
        this.class = failure.class;
        this.mayHaveHappened = failure.mayHaveHappened;
        if (failure.status !== undefined)
            this.status = failure.status;
        if (failure.requestId !== undefined)
            this.requestId = failure.requestId;
        if (failure.retryAfterMs !== undefined)
            this.retryAfterMs = failure.retryAfterMs;
        if (failure.reason !== undefined)
            this.reason = failure.reason;
        if (failure.resourceType !== undefined)
            this.resourceType = failure.resourceType;
    }
}
