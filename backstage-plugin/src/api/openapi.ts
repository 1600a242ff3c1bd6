// Generated from docs/openapi.json by npm run generate.
export interface paths {
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures in Prometheus's text format */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The figures */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the driver last saw, with its age; asks nobody */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Ready */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Readiness"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Degraded */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Readiness"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is in an account now, through groups too, until when and why
         * @description Users whom Daypass knows. Admins and auditors see everybody; anybody else how many there are, and themselves.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before */
                    cursor?: string;
                    /** @description At most this many items */
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            account: {
                                id: string;
                                name: string;
                            };
                            items: components["schemas"]["AccessInAccount"][];
                            /** @description Whether the items are everybody's (admins, auditors) or only one's own */
                            names: boolean;
                            /** @description Absent on the last page */
                            next_cursor?: string;
                            /** @description How many users are in */
                            people: number;
                            /** @description How many users have each, through groups too */
                            permission_sets: {
                                people: number;
                                permission_set: string | null;
                                permission_set_arn: string;
                            }[];
                        };
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such thing, or you may not see it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/active": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Grants that are there now, those first that should be gone: admins, auditors */
        get: {
            parameters: {
                query?: {
                    /** @description Part of the account's name, or its id */
                    account?: string;
                    /** @description `next_cursor` of the page before */
                    cursor?: string;
                    /** @description Part of the holder's department */
                    department?: string;
                    /** @description At most this many items */
                    limit?: number;
                    /** @description Part of the permission set's name, or the group's */
                    permission_set?: string;
                    /** @description Part of the holder's name or email */
                    person?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ActiveGrant"][];
                            /** @description Absent on the last page */
                            next_cursor?: string;
                        };
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits for one's decision, oldest first */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before */
                    cursor?: string;
                    /** @description At most this many items */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page; it may have fewer items than `limit` though another follows */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Backstage could not say which groups one is in: there may be more */
                            groups_unknown: boolean;
                            items: components["schemas"]["Request"][];
                            /** @description Absent on the last page */
                            next_cursor?: string;
                        };
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All that a decision on a request needs to know: its approvers, admins, auditors */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The brief */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Brief"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such thing, or you may not see it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The log, newest first */
        get: {
            parameters: {
                query?: {
                    action?: "person.onboarded" | "person.expected" | "person.changed" | "person.offboarded" | "person.returned" | "person.suspended" | "person.resumed" | "person.ref_bound" | "person.ref_withheld" | "hr.event_stored" | "hr.event_held" | "hr.event_waiting" | "identity.wanted" | "identity.creation_asked" | "identity.created" | "identity.adopted" | "identity.matched" | "identity.update_asked" | "identity.updated" | "identity.disable_asked" | "identity.disabled" | "identity.enable_asked" | "identity.enabled" | "identity.deletion_asked" | "identity.deleted" | "identity.failed" | "identity.lost" | "baseline.gained" | "baseline.lost" | "held.opened" | "held.released" | "held.dropped" | "policy.proposed" | "policy.activated" | "directory.read" | "request.made" | "request.approved" | "request.rejected" | "request.questioned" | "request.answered" | "request.cancelled" | "request.expired" | "request.voided" | "grant.made" | "grant.extended" | "grant.ended" | "grant.failed" | "assignment.creation_asked" | "assignment.created" | "assignment.deletion_asked" | "assignment.gone" | "assignment.gone_confirmed" | "assignment.reappeared" | "assignment.found" | "assignment.adopted" | "assignment.withheld" | "assignment.given_back" | "assignment.failed" | "assignment.recovered" | "finding.opened" | "finding.settled" | "token.made" | "token.revoked" | "freeze.set" | "freeze.lifted" | "audit.exported" | "report.exported" | "recovery.asked" | "recovery.done" | "bootstrap.used" | "alarm.rung";
                    /** @description Who acted: `person:<id>`, a Backstage ref, `service:<name>`, `hr:<source>`, `driver` */
                    actor?: string;
                    assignment?: string;
                    /** @description `next_cursor` of the page before */
                    cursor?: string;
                    grant?: string;
                    /** @description At most this many items */
                    limit?: number;
                    /** @description Id of the person it is about */
                    person?: string;
                    request?: string;
                    since?: string;
                    /** @description `account/<account id>/<permission set ARN>` or `group/<group id>` */
                    target?: string;
                    /** @description Entries before this instant */
                    until?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["AuditEntry"][];
                            /** @description Absent on the last page */
                            next_cursor?: string;
                        };
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The log as a file, newest first; taking it is an entry of its own
         * @description At most 100,000 entries to a file: where there are more, the header `Link` says where the rest is. No cell of the CSV is taken for a formula.
         */
        get: {
            parameters: {
                query?: {
                    action?: "person.onboarded" | "person.expected" | "person.changed" | "person.offboarded" | "person.returned" | "person.suspended" | "person.resumed" | "person.ref_bound" | "person.ref_withheld" | "hr.event_stored" | "hr.event_held" | "hr.event_waiting" | "identity.wanted" | "identity.creation_asked" | "identity.created" | "identity.adopted" | "identity.matched" | "identity.update_asked" | "identity.updated" | "identity.disable_asked" | "identity.disabled" | "identity.enable_asked" | "identity.enabled" | "identity.deletion_asked" | "identity.deleted" | "identity.failed" | "identity.lost" | "baseline.gained" | "baseline.lost" | "held.opened" | "held.released" | "held.dropped" | "policy.proposed" | "policy.activated" | "directory.read" | "request.made" | "request.approved" | "request.rejected" | "request.questioned" | "request.answered" | "request.cancelled" | "request.expired" | "request.voided" | "grant.made" | "grant.extended" | "grant.ended" | "grant.failed" | "assignment.creation_asked" | "assignment.created" | "assignment.deletion_asked" | "assignment.gone" | "assignment.gone_confirmed" | "assignment.reappeared" | "assignment.found" | "assignment.adopted" | "assignment.withheld" | "assignment.given_back" | "assignment.failed" | "assignment.recovered" | "finding.opened" | "finding.settled" | "token.made" | "token.revoked" | "freeze.set" | "freeze.lifted" | "audit.exported" | "report.exported" | "recovery.asked" | "recovery.done" | "bootstrap.used" | "alarm.rung";
                    /** @description Who acted: `person:<id>`, a Backstage ref, `service:<name>`, `hr:<source>`, `driver` */
                    actor?: string;
                    assignment?: string;
                    /** @description `next_cursor` of the page before */
                    cursor?: string;
                    format?: "csv" | "jsonl";
                    grant?: string;
                    /** @description Id of the person it is about */
                    person?: string;
                    request?: string;
                    since?: string;
                    /** @description `account/<account id>/<permission set ARN>` or `group/<group id>` */
                    target?: string;
                    /** @description Entries before this instant */
                    until?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The entries, one to a line */
                200: {
                    headers: {
                        /** @description `<path and query>; rel="next"`: where the rest is, if this is not all */
                        link?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/jsonl": string;
                        "text/csv": string;
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dashboard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether everything is all right: how things stand, and what happened in a period, by day */
        get: {
            parameters: {
                query?: {
                    /** @description First day, in UTC; at most 92 days; the last seven days when left out */
                    from?: string;
                    /** @description Last day, in UTC; today when left out */
                    to?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The figures */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Dashboard"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one approved and rejected, the last first */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before */
                    cursor?: string;
                    /** @description At most this many items */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Request"][];
                            /** @description Absent on the last page */
                            next_cursor?: string;
                        };
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/directory/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The organization's accounts */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before */
                    cursor?: string;
                    /** @description At most this many items */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Account"][];
                            /** @description Absent on the last page */
                            next_cursor?: string;
                        };
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/directory/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The groups */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before */
                    cursor?: string;
                    /** @description At most this many items */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Group"][];
                            /** @description Absent on the last page */
                            next_cursor?: string;
                        };
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/directory/permission_sets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The permission sets */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before */
                    cursor?: string;
                    /** @description At most this many items */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["PermissionSet"][];
                            /** @description Absent on the last page */
                            next_cursor?: string;
                        };
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why somebody has access, or has not: themselves, admins, auditors */
        get: {
            parameters: {
                query: {
                    /** @description May be left out where only one account is possible */
                    account_id?: string;
                    /** @description Name or id, instead of a permission set */
                    group?: string;
                    /** @description Name or ARN */
                    permission_set?: string;
                    permission_set_arn?: string;
                    /** @description Id of the person */
                    person: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Why */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Explanation"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such thing, or you may not see it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description What a field says does not fit, or the Idempotency-Key was used for another request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where AWS and what is wanted differ, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before */
                    cursor?: string;
                    kind?: "no_rule" | "vanished" | "reappeared" | "user_lost";
                    /** @description At most this many items */
                    limit?: number;
                    state?: "open" | "adopted" | "ignored" | "removed" | "settled";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Finding"][];
                            /** @description Absent on the last page */
                            next_cursor?: string;
                        };
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/findings/{id}/adopt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make found access managed: it goes when its last hold ends */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key with the same request brings the same answer, for a day */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Settled */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SettledFinding"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such thing, or you may not see it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The state of things does not allow it */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description What a field says does not fit, or the Idempotency-Key was used for another request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many writes in a minute, or too much open */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/findings/{id}/ignore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leave it as it is, and don't report it again */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key with the same request brings the same answer, for a day */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Settled */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SettledFinding"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such thing, or you may not see it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The state of things does not allow it */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description What a field says does not fit, or the Idempotency-Key was used for another request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many writes in a minute, or too much open */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/findings/{id}/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have found access removed */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key with the same request brings the same answer, for a day */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Settled */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SettledFinding"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such thing, or you may not see it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The state of things does not allow it */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description What a field says does not fit, or the Idempotency-Key was used for another request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many writes in a minute, or too much open */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/freeze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether new access may begin: the newest freeze, by whom and why; for anyone signed in */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The newest freeze */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Freeze"] & unknown;
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Freeze: no creation of any access or user begins; removals, disablements and clocks go on */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key with the same request brings the same answer, for a day */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": {
                        /** @description Shown to everybody who signs in */
                        reason?: string;
                    };
                };
            };
            responses: {
                /** @description The freeze that stands: this one, or one that stood already */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Freeze"] & unknown;
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is of another type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description What a field says does not fit, or the Idempotency-Key was used for another request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many writes in a minute, or too much open */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Lift the freeze: all that is still wanted is given at once */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key with the same request brings the same answer, for a day */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No freeze stands */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Freeze"] & unknown;
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description What a field says does not fit, or the Idempotency-Key was used for another request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many writes in a minute, or too much open */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Grants, newest first: one's own; all of them for admins and auditors */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before */
                    cursor?: string;
                    /** @description At most this many items */
                    limit?: number;
                    /** @description Id of the holder; somebody else's: admins and auditors */
                    person?: string;
                    /** @description A page may have fewer items than `limit` though another follows */
                    state?: "scheduled" | "starting" | "live" | "ending" | "ended" | "failed";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Grant"][];
                            /** @description Absent on the last page */
                            next_cursor?: string;
                        };
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/grants/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a grant now: its holder, an approver of its request, an admin */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key with the same request brings the same answer, for a day */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["EndOfGrant"];
                };
            };
            responses: {
                /** @description It is wanted no more; AWS is asked at once */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EndedGrant"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such thing, or you may not see it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The state of things does not allow it */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is of another type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description What a field says does not fit, or the Idempotency-Key was used for another request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many writes in a minute, or too much open */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/grants/{id}/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for more time of a live grant: its holder */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key with the same request brings the same answer, for a day */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Extension"];
                };
            };
            responses: {
                /** @description Asked, or given at once */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RequestOutcome"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such thing, or you may not see it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The state of things does not allow it */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is of another type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description What a field says does not fit, or the Idempotency-Key was used for another request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many writes in a minute, or too much open */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/held": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits for an admin, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before */
                    cursor?: string;
                    kind?: "removals" | "email" | "adoption" | "ref" | "source" | "withheld" | "user_lost";
                    /** @description At most this many items */
                    limit?: number;
                    state?: "open" | "released" | "dropped";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Held"][];
                            /** @description Absent on the last page */
                            next_cursor?: string;
                        };
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/held/{id}/drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let what was held never happen */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key with the same request brings the same answer, for a day */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": {
                        /** @description The version that was looked at: refused when something was added since */
                        version?: number;
                    };
                };
            };
            responses: {
                /** @description Settled */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SettledHeld"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such thing, or you may not see it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The state of things does not allow it */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is of another type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description What a field says does not fit, or the Idempotency-Key was used for another request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many writes in a minute, or too much open */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/held/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let what was held happen now */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key with the same request brings the same answer, for a day */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": {
                        /** @description The version that was looked at: refused when something was added since */
                        version?: number;
                    };
                };
            };
            responses: {
                /** @description Settled */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SettledHeld"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such thing, or you may not see it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The state of things does not allow it */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is of another type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description What a field says does not fit, or the Idempotency-Key was used for another request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many writes in a minute, or too much open */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hr/{source}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One event or a list of them, signed as Standard Webhooks says; each is judged alone */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The same on every retry: the same answer comes back */
                    "webhook-id": string;
                    /** @description `v1,` and base64 of HMAC-SHA256 over id.timestamp.body */
                    "webhook-signature": string;
                    /** @description Unix seconds of this attempt */
                    "webhook-timestamp": string;
                };
                path: {
                    source: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["HrEvent"] | components["schemas"]["HrEvent"][];
                };
            };
            responses: {
                /** @description Stored; applied after */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HrReceipt"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The state of things does not allow it */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is of another type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hr/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One event or a list of them, signed as Standard Webhooks says; each is judged alone */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The same on every retry: the same answer comes back */
                    "webhook-id": string;
                    /** @description `v1,` and base64 of HMAC-SHA256 over id.timestamp.body */
                    "webhook-signature": string;
                    /** @description Unix seconds of this attempt */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["HrEvent"] | components["schemas"]["HrEvent"][];
                };
            };
            responses: {
                /** @description Stored; applied after */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HrReceipt"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The state of things does not allow it */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is of another type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who I am */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The caller */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one may ask for, on which terms, the best fit first; at most 50 */
        get: {
            parameters: {
                query?: {
                    /** @description Words that must all fit */
                    q?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The options */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Option"][];
                        };
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People: everybody for admins and auditors, oneself and one's reports for others */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before */
                    cursor?: string;
                    /** @description The whole department */
                    department?: string;
                    /** @description At most this many items */
                    limit?: number;
                    /** @description Id of the manager */
                    manager?: string;
                    /** @description Part of the display name or email, in any case */
                    q?: string;
                    state?: "expected" | "active" | "suspended" | "left";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Person"][];
                            /** @description Absent on the last page */
                            next_cursor?: string;
                        };
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A person's lifecycle and their user in Identity Center */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The person */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PersonDetails"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such thing, or you may not see it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{id}/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a person can reach in AWS, through groups too, and why */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All of it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Access"][];
                        };
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such thing, or you may not see it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{id}/backstage_ref": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say who in Backstage this person is; settles a dispute about the ref */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key with the same request brings the same answer, for a day */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Null takes it away
                         * @example user:default/alice.smith
                         */
                        backstage_ref: string | null;
                    };
                };
            };
            responses: {
                /** @description Bound */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            backstage_ref: string | null;
                            id: string;
                        };
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such thing, or you may not see it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The state of things does not allow it */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is of another type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description What a field says does not fit, or the Idempotency-Key was used for another request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many writes in a minute, or too much open */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lift a suspension: standing access comes back, grants do not */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key with the same request brings the same answer, for a day */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Resumed; judged again at once */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            /** @description Targets of found access that the suspension removed */
                            not_restored: string[];
                        };
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such thing, or you may not see it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The state of things does not allow it */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description What a field says does not fit, or the Idempotency-Key was used for another request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many writes in a minute, or too much open */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End all of a person's access now, until an admin resumes them */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key with the same request brings the same answer, for a day */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Suspended; AWS is asked at once */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            /** @enum {string} */
                            state: "suspended";
                        };
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such thing, or you may not see it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The state of things does not allow it */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description What a field says does not fit, or the Idempotency-Key was used for another request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many writes in a minute, or too much open */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The active policy */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The active version */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Policy"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such thing, or you may not see it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Propose a policy: who gains, who loses */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key with the same request brings the same answer, for a day */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PolicyDocument"];
                    "application/yaml": string;
                };
            };
            responses: {
                /** @description Stored; it changes nothing until it is activated */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PolicyProposal"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is of another type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description What a field says does not fit, or the Idempotency-Key was used for another request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many writes in a minute, or too much open */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policy/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One version of the policy */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    version: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The version */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Policy"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such thing, or you may not see it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policy/{version}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Activate a proposed policy: another admin than the one who proposed it */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key with the same request brings the same answer, for a day */
                    "idempotency-key"?: string;
                };
                path: {
                    version: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description The number of people who lose something, as the proposal or a refusal told it */
                        removals: number;
                    };
                };
            };
            responses: {
                /** @description Active; everybody is judged by it from now on */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ActivatedPolicy"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such thing, or you may not see it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The state of things does not allow it */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is of another type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description What a field says does not fit, or the Idempotency-Key was used for another request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many writes in a minute, or too much open */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policy/departments/{department}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Propose the active policy with a department mapped to a permission set */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key with the same request brings the same answer, for a day */
                    "idempotency-key"?: string;
                };
                path: {
                    department: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        department: string;
                        /**
                         * @description An ARN that is not of AWS's form names the set by its last segment
                         * @example arn:aws:sso:::permissionSet/EngAdmin
                         */
                        permission_set_arn: string;
                    };
                };
            };
            responses: {
                /** @description Stored; it changes nothing until it is activated */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PolicyProposal"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is of another type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description What a field says does not fit, or the Idempotency-Key was used for another request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many writes in a minute, or too much open */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policy/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The policy's versions, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before */
                    cursor?: string;
                    /** @description At most this many items */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["PolicyVersion"][];
                            /** @description Absent on the last page */
                            next_cursor?: string;
                        };
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far Daypass is with what a restore of its database made it forget */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The recovery */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Recovery"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Find what AWS was asked for and the database has forgotten, and settle it */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key with the same request brings the same answer, for a day */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description The instant that the database was restored to; only where Daypass did not notice the restore
                         */
                        since?: string;
                    };
                };
            };
            responses: {
                /** @description Begun; the driver goes on */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Recovery"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The state of things does not allow it */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is of another type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description What a field says does not fit, or the Idempotency-Key was used for another request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many writes in a minute, or too much open */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who approved and rejected what in a period, newest first; as a file too, which is an entry of the log */
        get: {
            parameters: {
                query?: {
                    account?: string;
                    /** @description Who decided: `person:<id>` or a Backstage ref; `policy:<rule>` where a rule did by itself */
                    approver?: string;
                    /** @description `next_cursor` of the page before */
                    cursor?: string;
                    /** @description json: a page; csv, jsonl: all of the period as a file */
                    format?: "json" | "csv" | "jsonl";
                    /** @description First day, in UTC; at most 92 days; the last seven days when left out */
                    from?: string;
                    /** @description At most this many items */
                    limit?: number;
                    /** @description Its ARN */
                    permission_set?: string;
                    /** @description Id of the person who asked */
                    person?: string;
                    /** @description Last day, in UTC; today when left out */
                    to?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The decisions */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["DecisionReport"][];
                            /** @description Absent on the last page */
                            next_cursor?: string;
                        };
                        "application/jsonl": string;
                        "text/csv": string;
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests, newest first: one's own; all of them for admins and auditors */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before */
                    cursor?: string;
                    /** @description At most this many items */
                    limit?: number;
                    /** @description Id of the requester; somebody else's: admins and auditors */
                    person?: string;
                    state?: "waiting" | "questioned" | "approved" | "rejected" | "cancelled" | "expired" | "void";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Request"][];
                            /** @description Absent on the last page */
                            next_cursor?: string;
                        };
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Ask for access */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key with the same request brings the same answer, for a day */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AccessRequest"];
                };
            };
            responses: {
                /** @description Asked; or given at once, where the rule needs nobody */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RequestOutcome"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such thing, or you may not see it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The state of things does not allow it */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is of another type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description What a field says does not fit, or the Idempotency-Key was used for another request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many writes in a minute, or too much open */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A request with its timeline: its requester, its approvers, admins, auditors */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The request */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RequestDetail"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such thing, or you may not see it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer; the clock goes on: the requester */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key with the same request brings the same answer, for a day */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AnswerToQuestion"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RequestOutcome"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such thing, or you may not see it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The state of things does not allow it */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is of another type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description What a field says does not fit, or the Idempotency-Key was used for another request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many writes in a minute, or too much open */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve, perhaps for shorter: an approver */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key with the same request brings the same answer, for a day */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RequestOutcome"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such thing, or you may not see it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The state of things does not allow it */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is of another type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description What a field says does not fit, or the Idempotency-Key was used for another request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many writes in a minute, or too much open */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take it back: the requester */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key with the same request brings the same answer, for a day */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": Record<string, never>;
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RequestOutcome"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such thing, or you may not see it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The state of things does not allow it */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is of another type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description What a field says does not fit, or the Idempotency-Key was used for another request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many writes in a minute, or too much open */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{id}/question": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask back; the clock stops: an approver */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key with the same request brings the same answer, for a day */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Question"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RequestOutcome"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such thing, or you may not see it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The state of things does not allow it */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is of another type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description What a field says does not fit, or the Idempotency-Key was used for another request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many writes in a minute, or too much open */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reject: an approver */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key with the same request brings the same answer, for a day */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["Rejection"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RequestOutcome"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such thing, or you may not see it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The state of things does not allow it */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is of another type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description What a field says does not fit, or the Idempotency-Key was used for another request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many writes in a minute, or too much open */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Service tokens, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before */
                    cursor?: string;
                    /** @description At most this many items */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ServiceToken"][];
                            /** @description Absent on the last page */
                            next_cursor?: string;
                        };
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Make a service token */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key with the same request brings the same answer, for a day */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description At most one year ahead
                         */
                        expires_at: string;
                        /** @description Audited as `service:<name>`; never used again, not even after the token's end */
                        name: string;
                        scopes: ("hr:import" | "policy:propose" | "requests:create" | "audit:read")[];
                    };
                };
            };
            responses: {
                /** @description Made */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MadeServiceToken"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The state of things does not allow it */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is of another type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description What a field says does not fit, or the Idempotency-Key was used for another request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many writes in a minute, or too much open */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a service token */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key with the same request brings the same answer, for a day */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Revoked */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ServiceToken"];
                    };
                };
                /** @description A field is wrong; `errors` names each */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No valid token */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such thing, or you may not see it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description What a field says does not fit, or the Idempotency-Key was used for another request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many writes in a minute, or too much open */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Try again */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Access: {
            /** @enum {string|null} */
            being: "created" | "removed" | null;
            /** @description For a group: what membership gives */
            gives: {
                account_id: string;
                account_name: string | null;
                permission_set: string | null;
                permission_set_arn: string;
            }[];
            last_error: string | null;
            /** @enum {string} */
            observed: "unknown" | "absent" | "present";
            /**
             * @description found: was in AWS before, or appeared there by another hand
             * @enum {string}
             */
            origin: "managed" | "found";
            reasons: {
                /**
                 * Format: date-time
                 * @example 2026-11-20T09:00:00.000Z
                 */
                ends_at: string | null;
                grant_id: string | null;
                /** @description The rule's name, or the request's id */
                id: string;
                /** @enum {string} */
                kind: "baseline" | "grant";
                /**
                 * Format: date-time
                 * @example 2026-11-20T09:00:00.000Z
                 */
                starts_at: string;
            }[];
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            seen_at: string | null;
            target: components["schemas"]["Target"];
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            withheld_at: string | null;
        };
        AccessInAccount: {
            /** @enum {string|null} */
            being: "created" | "removed" | null;
            /** @description The group through which they are in; null: directly */
            group: {
                id: string;
                name: string;
            } | null;
            /** @enum {string} */
            observed: "unknown" | "absent" | "present";
            /**
             * @description found: was in AWS before, or appeared there by another hand
             * @enum {string}
             */
            origin: "managed" | "found";
            /** @description What this gives in the account */
            permission_sets: {
                permission_set: string | null;
                permission_set_arn: string;
            }[];
            /** @description Null for a user who is nobody that HR knows */
            person: {
                department: string | null;
                display_name: string | null;
                email: string | null;
                id: string;
            } | null;
            reasons: {
                /**
                 * Format: date-time
                 * @example 2026-11-20T09:00:00.000Z
                 */
                ends_at: string | null;
                grant_id: string | null;
                /** @description The rule's name, or the request's id */
                id: string;
                /** @enum {string} */
                kind: "baseline" | "grant";
                /**
                 * Format: date-time
                 * @example 2026-11-20T09:00:00.000Z
                 */
                starts_at: string;
            }[];
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            seen_at: string | null;
            /**
             * Format: date-time
             * @description The last end of its reasons; null where one has none, and for what was found
             * @example 2026-11-20T09:00:00.000Z
             */
            until: string | null;
            /** @description Of the user in Identity Center */
            user_name: string;
        };
        AccessRequest: {
            /** @description May be left out where only one account is possible */
            account_id?: string;
            /** @example PT4H */
            duration?: string;
            /** @description Instead of `duration`; fractions too */
            duration_hours?: number;
            /** @description One's own, or left out; a service token names the person by it */
            email?: string;
            /** @description Name or id, instead of a permission set */
            group?: string;
            /** @default  */
            justification: string;
            /** @description Name or ARN */
            permission_set?: string;
            permission_set_arn?: string;
            /**
             * Format: date-time
             * @description Left out: at approval
             */
            starts_at?: string;
            ticket?: string;
        };
        Account: {
            id: string;
            management: boolean;
            name: string;
            /** @description Names of the OUs from the root down */
            ou_path: string[];
            /** @enum {string} */
            state: "ACTIVE" | "SUSPENDED" | "PENDING_ACTIVATION" | "PENDING_CLOSURE" | "CLOSED";
            tags: {
                [key: string]: string;
            };
            /** @description AWS refuses it to Daypass, as a delegated administrator */
            unreachable: boolean;
        };
        ActivatedPolicy: {
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            activated_at: string;
            removals: number;
            /** @enum {string} */
            state: "active";
            version: number;
        };
        ActiveGrant: components["schemas"]["Grant"] & {
            department: string | null;
            /** @description It should be gone, and AWS has it still */
            is_overdue: boolean;
            /** @description Whether the caller may end it now */
            may_end: boolean;
        };
        AnswerToQuestion: {
            answer: string;
        };
        /** @description A length that is shorter than asked, or none */
        Approval: {
            /** @example PT4H */
            duration?: string;
            /** @description Instead of `duration`; fractions too */
            duration_hours?: number;
            reason?: string;
        };
        AuditEntry: {
            action: string;
            actor: string;
            assignment_id: string | null;
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            at: string;
            channel: string;
            details: {
                [key: string]: unknown;
            };
            grant_id: string | null;
            person_id: string | null;
            request_id: string | null;
            seq: number;
        };
        Brief: {
            /** @description What it gives; of a group all that membership gives */
            allows: {
                account_id: string;
                account_name: string | null;
                description: string | null;
                permission_set: string;
                permission_set_arn: string;
                policies: string[];
                /**
                 * @description Null where the policy says nothing of the permission set
                 * @enum {string|null}
                 */
                risk: "low" | "medium" | "high" | null;
                /** @example PT8H */
                session_duration: string;
            }[];
            /** @description Their last requests for the same, newest first; at most five */
            earlier: (components["schemas"]["Request"] & {
                grant: components["schemas"]["Grant"] | null;
            })[];
            /** @description What they have, or are to have, in the accounts that it is about */
            has: components["schemas"]["Access"][];
            may_decide: boolean;
            /** @description What people are called whom the answer names by `person:<id>` or their ref */
            names: {
                [key: string]: string;
            };
            request: components["schemas"]["RequestDetail"];
            requester: {
                department: string | null;
                manager_id: string | null;
                reports_to_you: boolean;
                title: string | null;
            };
            /** @description On which they may have it now; null where they may not any more */
            terms: components["schemas"]["Terms"] | null;
            /** @description Why the caller may not decide */
            why_not: string | null;
            /** @description What an approval gives at this moment; null once decided */
            would_give: {
                /**
                 * Format: date-time
                 * @description A session that is open at the end may live on until then
                 * @example 2026-11-20T09:00:00.000Z
                 */
                credentials_dead_by: string;
                /**
                 * Format: date-time
                 * @example 2026-11-20T09:00:00.000Z
                 */
                ends_at: string;
                /**
                 * Format: date-time
                 * @example 2026-11-20T09:00:00.000Z
                 */
                starts_at: string;
            } | null;
        };
        Dashboard: {
            days: {
                approved: number;
                day: string;
                /** @description Grants whose access AWS gave */
                grants_begun: number;
                /** @description Grants whose access was read to be gone */
                grants_ended: number;
                joiners: number;
                lateness: components["schemas"]["Percentiles"] & unknown;
                leavers: number;
                /** @description Who changed department */
                movers: number;
                rejected: number;
                time_to_decide: components["schemas"]["Percentiles"];
            }[];
            /** @description Nothing is overdue, and everything that ended in the period was gone within `on_time_within_ms` */
            ended_on_time: boolean;
            from: string;
            now: {
                /**
                 * Format: date-time
                 * @example 2026-11-20T09:00:00.000Z
                 */
                at: string;
                failing: number;
                findings: number;
                freeze: components["schemas"]["Freeze"] & unknown;
                held: number;
                live_grants: number;
                /**
                 * Format: date-time
                 * @example 2026-11-20T09:00:00.000Z
                 */
                oldest_waiting_at: string | null;
                overdue: number;
                /** @description Requests that wait for a decision */
                waiting: number;
            };
            on_time_within_ms: number;
            period: {
                approved: number;
                /** @description Grants whose access AWS gave */
                grants_begun: number;
                /** @description Grants whose access was read to be gone */
                grants_ended: number;
                joiners: number;
                lateness: components["schemas"]["Percentiles"] & unknown;
                leavers: number;
                /** @description Who changed department */
                movers: number;
                rejected: number;
                time_to_decide: components["schemas"]["Percentiles"];
            };
            to: string;
        };
        DecisionReport: {
            account_id: string | null;
            account_name: string | null;
            /** @description What was approved; null: rejected */
            approved_ms: number | null;
            asked_ms: number;
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            at: string;
            /** @description As the log names them */
            by: string | null;
            by_name: string | null;
            /** @enum {string} */
            decision: "approved" | "rejected";
            department: string | null;
            group: string | null;
            group_id: string | null;
            justification: string;
            /** @enum {string} */
            kind: "access" | "extension";
            permission_set: string | null;
            permission_set_arn: string | null;
            /** @description Who asked */
            person_id: string;
            person_name: string | null;
            /** @description What the approver said */
            reason: string | null;
            request_id: string;
            ticket: string | null;
            time_to_decide_ms: number;
        };
        EndedGrant: {
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            ended_at: string;
            /** @enum {string} */
            ended_by: "holder" | "approver" | "admin";
            id: string;
        };
        /** @description The reason is kept with the request */
        EndOfGrant: {
            reason?: string;
        };
        Explanation: {
            /** @description Rules of standing access that give it */
            baseline: {
                is_for_them: boolean;
                rule: string;
            }[];
            /** @description Rules that deny it */
            deny: {
                is_for_them: boolean;
                rule: string;
            }[];
            eligibility: {
                /** @description Who would decide if they asked now */
                approvers: {
                    approver: string;
                    fallback: boolean;
                }[] | null;
                detail: string | null;
                may_ask: boolean;
                terms: components["schemas"]["Terms"] | null;
            };
            holds: {
                /**
                 * Format: date-time
                 * @description Null: no end
                 * @example 2026-11-20T09:00:00.000Z
                 */
                ends_at: string | null;
                grant_id: string | null;
                is_live: boolean;
                /** @enum {string} */
                reason: "baseline" | "grant";
                /** @description The rule's name, or the request's id */
                reason_id: string;
                released_why: string | null;
                /**
                 * Format: date-time
                 * @example 2026-11-20T09:00:00.000Z
                 */
                starts_at: string;
            }[];
            in_aws: {
                last_error: string | null;
                /** @enum {string} */
                observed: "unknown" | "absent" | "present";
                /** @enum {string} */
                origin: "managed" | "found";
                /**
                 * Format: date-time
                 * @example 2026-11-20T09:00:00.000Z
                 */
                seen_at: string | null;
                /**
                 * Format: date-time
                 * @example 2026-11-20T09:00:00.000Z
                 */
                withheld_at: string | null;
            } | null;
            is_wanted: boolean;
            person_id: string;
            /** @enum {string} */
            person_state: "expected" | "active" | "suspended" | "left";
            policy_version: number;
            target: components["schemas"]["Target"];
            /** @description Ids of groups that they are in and that give it */
            through_groups: string[];
            /** @description In plain words */
            why: string[];
        };
        Extension: {
            /** @example PT4H */
            duration?: string;
            /** @description Instead of `duration`; fractions too */
            duration_hours?: number;
            /** @default  */
            justification: string;
            ticket?: string;
        };
        Finding: {
            account: {
                id: string;
                name: string | null;
            } | null;
            /** @description A rule or a grant wants the access now */
            covered: boolean;
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            found_at: string;
            group: {
                id: string;
                name: string | null;
            } | null;
            id: string;
            /** @enum {string} */
            kind: "no_rule" | "vanished" | "reappeared" | "user_lost";
            permission_set: {
                arn: string;
                name: string | null;
            } | null;
            person: {
                display_name: string;
                id: string;
            } | null;
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            settled_at: string | null;
            settled_by: string | null;
            /** @enum {string} */
            state: "open" | "adopted" | "ignored" | "removed" | "settled";
            user_name: string | null;
        };
        /** @description An admin's, while it stands; nothing is wrong for that */
        Freeze: {
            /** @description Who set it, as the log names them */
            by: string | null;
            /** @description Their name, where HR knows them */
            by_name: string | null;
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            lifted_at: string | null;
            lifted_by: string | null;
            reason: string | null;
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            since: string | null;
            /**
             * @description `standing`: no creation of any access or user begins; removals go on. `none`: there never was a freeze
             * @enum {string}
             */
            state: "none" | "standing" | "lifted";
        } | null;
        Grant: {
            /**
             * Format: date-time
             * @description Ended does not close sessions: one that was open may live on until then
             * @example 2026-11-20T09:00:00.000Z
             */
            credentials_dead_by: string | null;
            display_name: string | null;
            email: string | null;
            /** @description time, holder, approver, admin, offboarding, suspension, not_started, failed, voided or another_hand */
            ended_by: string | null;
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            ends_at: string;
            extensions: number;
            /**
             * Format: date-time
             * @description What was approved, extensions included
             * @example 2026-11-20T09:00:00.000Z
             */
            granted_until: string;
            id: string;
            /** @description Another reason that the same access goes on for */
            kept_by: {
                id: string;
                /** @enum {string} */
                reason: "baseline" | "grant";
            } | null;
            last_error: string | null;
            person_id: string | null;
            receipt: components["schemas"]["Receipt"];
            request_id: string;
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            starts_at: string;
            /** @enum {string} */
            state: "scheduled" | "starting" | "live" | "ending" | "ended" | "failed";
            target: components["schemas"]["Target"];
        };
        Group: {
            description: string | null;
            id: string;
            name: string;
        };
        Held: {
            details: {
                [key: string]: unknown;
            };
            /** @description At most 50 of them */
            first: {
                event_id: string | null;
                person_id: string;
            }[];
            id: string;
            /** @description What it is about: a cause, or an id */
            key: string;
            /** @enum {string} */
            kind: "removals" | "email" | "adoption" | "ref" | "source" | "withheld" | "user_lost";
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            opened_at: string;
            /** @description People whose removal it keeps back */
            people: number;
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            settled_at: string | null;
            settled_by: string | null;
            /** @enum {string} */
            state: "open" | "released" | "dropped";
            /** @description Rises when something is added to it */
            version: number;
        };
        /**
         * @example {
         *       "event": "user_onboard",
         *       "email": "alice.smith@example.com",
         *       "department": "Engineering",
         *       "name": "Alice Smith"
         *     }
         */
        HrEvent: {
            attributes?: {
                [key: string]: string;
            };
            country?: string;
            department?: string;
            display_name?: string;
            division?: string;
            /** Format: email */
            email: string;
            /** @description The worker's id in this source; without it the email names the worker */
            employee_id?: string;
            employment_type?: string;
            /**
             * Format: date
             * @description Last day; it ends at its local midnight
             */
            end_date?: string;
            /** @enum {string} */
            event: "user_onboard" | "user_update" | "user_offboard";
            family_name?: string;
            given_name?: string;
            location?: string;
            manager_email?: string;
            /** @description Split into given and family name by a rule */
            name?: string;
            /**
             * Format: date-time
             * @description When it happened; else its first receipt. Events are folded in this order
             */
            occurred_at?: string;
            /** Format: date */
            start_date?: string;
            /** @example Europe/Berlin */
            time_zone?: string;
            title?: string;
        };
        HrReceipt: {
            accepted: number;
            events: {
                event_id?: string;
                index: number;
                problem?: {
                    [key: string]: unknown;
                };
                /** @enum {string} */
                status: "stored" | "held" | "refused";
            }[];
            /** @description The webhook's id */
            id: string;
        };
        Identity: {
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            deletion_at: string | null;
            email: string;
            last_error: string | null;
            /** @enum {string} */
            status: "wanted" | "blocked" | "live" | "deleted" | "lost";
            /** @description AWS's UserId */
            user_id: string | null;
            user_name: string;
        } | null;
        MadeServiceToken: components["schemas"]["ServiceToken"] & {
            /** @description Shown this once; absent when an Idempotency-Key brings the first answer back */
            token?: string;
        };
        Me: {
            bootstrap: boolean;
            freeze: components["schemas"]["Freeze"] & unknown;
            person: components["schemas"]["Person"];
            /** @description AWS's access portal */
            portal_url: string | null;
            ref: string;
            roles: ("admin" | "auditor")[];
            roles_unknown: boolean;
            /** @description Where Identity Center is, for the AWS CLI */
            sso_region: string;
        };
        Option: {
            key: string;
            target: components["schemas"]["Target"];
            terms: components["schemas"]["Terms"];
        };
        /** @description Of decisions by people; null where there is none */
        Percentiles: {
            count: number;
            median_ms: number;
            p90_ms: number;
            p99_ms: number;
            worst_ms: number;
        } | null;
        PermissionSet: {
            arn: string;
            description: string | null;
            name: string;
            /** @description Names of its policies; `inline` where it has one of its own */
            policies: string[];
            session_duration_ms: number;
            /** @description AWS refuses it to Daypass, as a delegated administrator: it is assigned in the management account */
            unreachable: boolean;
        };
        /** @description Null for somebody whom HR does not know */
        Person: {
            backstage_ref: string | null;
            department: string | null;
            display_name: string;
            email: string;
            id: string;
            manager_id: string | null;
            /** @enum {string} */
            state: "expected" | "active" | "suspended" | "left";
            title: string | null;
        } | null;
        PersonDetails: components["schemas"]["Person"] & {
            country: string | null;
            division: string | null;
            employment_type: string | null;
            end_date: string | null;
            family_name: string;
            given_name: string;
            /** @description What waits for an admin's word; for admins and auditors */
            held?: {
                id: string;
                kind: string;
                /**
                 * Format: date-time
                 * @example 2026-11-20T09:00:00.000Z
                 */
                opened_at: string;
            }[];
            /** @description For admins and auditors */
            hr?: {
                attributes: {
                    [key: string]: string;
                };
                source: string;
                worker_id: string;
            };
            identity: components["schemas"]["Identity"];
            location: string | null;
            manager: {
                display_name: string;
                id: string;
                /**
                 * Format: date-time
                 * @example 2026-11-20T09:00:00.000Z
                 */
                since: string | null;
            } | null;
            /**
             * Format: date-time
             * @description When what HR said changes the state by itself
             * @example 2026-11-20T09:00:00.000Z
             */
            next_change_at: string | null;
            start_date: string | null;
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            state_since: string;
            time_zone: string | null;
        };
        Policy: components["schemas"]["PolicyVersion"] & {
            document: {
                [key: string]: unknown;
            };
        };
        /** @description The policy document, or its text */
        PolicyDocument: {
            [key: string]: unknown;
        } | string;
        PolicyProposal: {
            gains: {
                /** @description At most 200, most people first */
                by_target: {
                    account_id?: string;
                    /** @description At most 50 of them */
                    first: {
                        display_name: string;
                        id: string;
                    }[];
                    group_id?: string;
                    /** @example ReadOnly in shop-prod */
                    name: string;
                    people: number;
                    permission_set_arn?: string;
                }[];
                /** @description People to whom it happens with any target */
                people: number;
                targets: number;
            };
            losses: {
                /** @description At most 200, most people first */
                by_target: {
                    account_id?: string;
                    /** @description At most 50 of them */
                    first: {
                        display_name: string;
                        id: string;
                    }[];
                    group_id?: string;
                    /** @example ReadOnly in shop-prod */
                    name: string;
                    people: number;
                    permission_set_arn?: string;
                }[];
                /** @description People to whom it happens with any target */
                people: number;
                targets: number;
            };
            /** @description What the activation is confirmed with */
            removals: number;
            rules_for_nobody: string[];
            /** @enum {string} */
            state: "proposed";
            version: number;
            warnings: {
                message: string;
                path: string;
            }[];
        };
        PolicyVersion: {
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            activated_at: string | null;
            activated_by: string | null;
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            proposed_at: string;
            proposed_by: string;
            /** @enum {string} */
            state: "proposed" | "active" | "superseded";
            version: number;
        };
        /** @description RFC 9457; some problems carry further members */
        Problem: {
            detail: string;
            errors?: {
                field: string;
                message: string;
            }[];
            /** @description The request's id */
            instance: string;
            retry_after_s?: number;
            status: number;
            title: string;
            /** @example urn:daypass:problem:invalid-input */
            type: string;
        };
        Question: {
            question: string;
        };
        Readiness: {
            cron: {
                age_seconds: number | null;
                /**
                 * Format: date-time
                 * @example 2026-11-20T09:00:00.000Z
                 */
                last_run_at: string | null;
            };
            driver: {
                age_seconds: number | null;
                details: {
                    [key: string]: unknown;
                };
                /**
                 * Format: date-time
                 * @example 2026-11-20T09:00:00.000Z
                 */
                last_run_at: string | null;
            };
            due: {
                assignments: number;
                identities: number;
                work: number;
            };
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            earliest_due: string | null;
            failing: number;
            findings: number;
            freeze: components["schemas"]["Freeze"];
            held: number;
            /**
             * Format: date-time
             * @description By the Worker's clock
             * @example 2026-11-20T09:00:00.000Z
             */
            now: string;
            overdue: number;
            /** @description What is wrong, in words; empty when ready */
            reasons: string[];
            /** @description What no API can tell and an admin must see to */
            reminders: string[];
            settings: components["schemas"]["Settings"];
            /** @enum {string} */
            status: "ready" | "degraded";
        };
        Receipt: {
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            asked_at: string | null;
            /**
             * Format: date-time
             * @description Read again, at least two minutes later
             * @example 2026-11-20T09:00:00.000Z
             */
            confirmed_at: string | null;
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            due_at: string;
            /**
             * Format: date-time
             * @description AWS was read and does not have it any more
             * @example 2026-11-20T09:00:00.000Z
             */
            gone_at: string | null;
            /**
             * Format: date-time
             * @description Wanted again for another reason before it was gone
             * @example 2026-11-20T09:00:00.000Z
             */
            kept_at: string | null;
            late_ms: number | null;
        } | null;
        Recovery: {
            /** @description Copies of what the database knows */
            known: number;
            /** @description Accesses that it had forgotten */
            put_back: number;
            /**
             * Format: date-time
             * @description Copies are read from here on
             * @example 2026-11-20T09:00:00.000Z
             */
            since: string | null;
            /**
             * @description `none`: no restore was noticed. `needed`: creations wait for a recovery
             * @enum {string}
             */
            state: "none" | "needed" | "running" | "done";
            /** @description Users whom it does not know, by id or name, the first 100: their access is put back once HR has repeated its events */
            unknown_users: string[];
        };
        Rejection: {
            reason?: string;
        };
        Request: {
            /** @description Where it is shorter than asked */
            approved_duration: string | null;
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            decided_at: string | null;
            decided_by: string | null;
            decision_reason: string | null;
            display_name: string;
            /**
             * @description What was asked for
             * @example PT4H
             */
            duration: string;
            email: string;
            /**
             * Format: date-time
             * @description Null once decided, and while a question stops the clock
             * @example 2026-11-20T09:00:00.000Z
             */
            expires_at: string | null;
            grant_id: string | null;
            id: string;
            justification: string;
            /** @enum {string} */
            kind: "access" | "extension";
            person_id: string;
            policy_version: number;
            /** @description The policy's rule that allows it */
            rule: string;
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            starts_at: string | null;
            /** @enum {string} */
            state: "waiting" | "questioned" | "approved" | "rejected" | "cancelled" | "expired" | "void";
            target: components["schemas"]["Target"];
            ticket: string | null;
        };
        RequestDetail: {
            /** @description Where it is shorter than asked */
            approved_duration: string | null;
            approvers: {
                approver: string;
                /** @description Decides only when none of the others is left */
                fallback: boolean;
            }[];
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            decided_at: string | null;
            decided_by: string | null;
            decision_reason: string | null;
            display_name: string;
            /**
             * @description What was asked for
             * @example PT4H
             */
            duration: string;
            email: string;
            /**
             * Format: date-time
             * @description Null once decided, and while a question stops the clock
             * @example 2026-11-20T09:00:00.000Z
             */
            expires_at: string | null;
            grant: components["schemas"]["Grant"] | null;
            grant_id: string | null;
            id: string;
            justification: string;
            /** @enum {string} */
            kind: "access" | "extension";
            notes: {
                /**
                 * Format: date-time
                 * @example 2026-11-20T09:00:00.000Z
                 */
                at: string;
                by: string;
                /** @enum {string} */
                kind: "question" | "answer" | "end";
                text: string;
            }[];
            person_id: string;
            policy_version: number;
            /** @description The policy's rule that allows it */
            rule: string;
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            starts_at: string | null;
            /** @enum {string} */
            state: "waiting" | "questioned" | "approved" | "rejected" | "cancelled" | "expired" | "void";
            target: components["schemas"]["Target"];
            ticket: string | null;
            timeline: {
                action: string;
                actor: string;
                /**
                 * Format: date-time
                 * @example 2026-11-20T09:00:00.000Z
                 */
                at: string;
                details: {
                    [key: string]: unknown;
                };
            }[];
        };
        RequestOutcome: {
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            expires_at: string | null;
            /** @description The access that came of it */
            grant: {
                /**
                 * Format: date-time
                 * @example 2026-11-20T09:00:00.000Z
                 */
                ends_at: string;
                id: string;
                /**
                 * Format: date-time
                 * @example 2026-11-20T09:00:00.000Z
                 */
                starts_at: string;
            } | null;
            id: string;
            /** @enum {string} */
            kind: "access" | "extension";
            /** @enum {string} */
            state: "waiting" | "questioned" | "approved" | "rejected" | "cancelled" | "expired" | "void";
        };
        ServiceToken: {
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            created_at: string;
            created_by: string;
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            expires_at: string;
            id: string;
            name: string;
            /**
             * Format: date-time
             * @example 2026-11-20T09:00:00.000Z
             */
            revoked_at: string | null;
            scopes: ("hr:import" | "policy:propose" | "requests:create" | "audit:read")[];
        };
        Settings: {
            aws: {
                /** @enum {string} */
                account: "management" | "delegated";
                /** @description null: AWS's own hosts */
                endpoint: string | null;
                identity_store_id: string;
                instance_arn: string;
                region: string;
                role_arn: string;
            };
            deletes_leavers: boolean;
            identity_mode: string;
            portal_url: string | null;
            /** @description null but in mode `scim` */
            scim: {
                endpoint: string;
                /** @description The newest first; made when the setting says so */
                tokens: {
                    created_at: string;
                    ends_at: string;
                }[];
            } | null;
            /** @description By name; `rotating`: two of one source are taken */
            secrets: {
                [key: string]: "set" | "rotating" | "off";
            };
        };
        SettledFinding: {
            id: string;
            /** @enum {string} */
            state: "adopted" | "ignored" | "removed";
        };
        SettledHeld: {
            id: string;
            /** @enum {string} */
            state: "released" | "dropped";
        };
        Target: {
            account_id: string;
            account_name: string | null;
            /** @enum {string} */
            kind: "account";
            permission_set: string | null;
            permission_set_arn: string;
        } | {
            group: string | null;
            group_id: string;
            /** @enum {string} */
            kind: "group";
        };
        Terms: {
            /** @enum {string} */
            approval: "automatic" | "people";
            /** @description `manager`, `role:admin`, or a Backstage ref; none where it is automatic */
            approvers: string[];
            extension: {
                each: string;
                most: number;
            };
            justification: {
                least_characters: number;
                pattern: string | null;
            };
            /** @example PT24H */
            longest: string;
            offered: string[];
            /** @enum {string} */
            risk: "low" | "medium" | "high";
            rule: string;
            shortest: string;
            ticket: {
                pattern: string;
                required: boolean;
            } | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
