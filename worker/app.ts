/**
 * The Hono app: what happens to every request, then one mount per room.
 * @module
 */
import { createMiddleware } from "hono/factory";
import { methodNotAllowed } from "hono/method-not-allowed";
import { auditRoutes } from "./audit/routes.ts";
import { directoryRoutes } from "./directory/routes.ts";
import { freezeRoutes } from "./freeze/routes.ts";
import { accessRoutes } from "./grants/access-routes.ts";
import { findingsRoutes } from "./grants/findings-routes.ts";
import { grantRoutes } from "./grants/routes.ts";
import { heldRoutes } from "./held/routes.ts";
import { email, ref, removals, source } from "./hr/held-handlers.ts";
import { hrRoutes } from "./hr/routes.ts";
import { personRoutes } from "./hr/person-routes.ts";
import { peopleRoutes } from "./people/routes.ts";
import { policyRoutes } from "./policy/routes.ts";
import { adoption, userLost, withheld } from "./reconciler/held-handlers.ts";
import { recoveryRoutes } from "./reconciler/recovery/routes.ts";
import { operatingRoutes } from "./reconciler/routes.ts";
import { requestReadRoutes } from "./requests/read-routes.ts";
import { requestRoutes } from "./requests/routes.ts";
import { ConfigFaults, readConfig } from "./config.ts";
import type { Config } from "./config.ts";
import { openDb } from "./db/client.ts";
import type { Ports } from "./db/context.ts";
import { createRouter } from "./http/app-env.ts";
import type { AppEnv } from "./http/app-env.ts";
import { authenticate, operatorOnly } from "./http/authenticate.ts";
import { docsRoutes } from "./http/docs.ts";
import { limitedBody, named, strictJson } from "./http/edge.ts";
import { errorFields, logLine } from "./http/log.ts";
import { describeSecurity, openApiDocument } from "./http/openapi.ts";
import { notFound, onError, onMethodNotAllowed } from "./http/render-problem.ts";
import { tokenRoutes } from "./http/tokens/routes.ts";
import { backstageTokens } from "./http/verify-token.ts";
import type { VerifyToken } from "./http/verify-token.ts";
import { Problem } from "./problem.ts";

export interface AppDeps {
  readonly ports: Ports;
  /** Wakes the driver; what it promises is handed to `waitUntil`. */
  readonly nudge: (env: Env, waitUntil: (promise: Promise<unknown>) => void) => void;
  /** Stands in for the check of Backstage's tokens. */
  readonly verifyToken?: VerifyToken;
}

/** What an admin's word means, by what was held back. */
const heldHandlers = { removals, source, email, ref, adoption, withheld, user_lost: userLost };

/** The app of one process: what it remembers (settings, keys, groups) it remembers for all of its requests. */
export function createApp(deps: AppDeps) {
  const app = createRouter();
  const { configured, verifier } = settingsOf(deps);

  app.onError(onError);
  app.notFound(notFound);
  app.use(named(deps.ports));
  app.use(methodNotAllowed({ app, onMethodNotAllowed }));
  app.get("/healthz", (c) => c.json({ status: "ok" }));

  app.use(configured);
  app.get("/openapi.json", (c) => c.json(openApiDocument(app)));
  app.route("/", docsRoutes);

  app.use("/readyz", operatorOnly);
  app.use("/metrics", operatorOnly);
  app.route("/", operatingRoutes);
  app.route("/", hrRoutes);

  app.use("/v1/*", authenticate(verifier));
  app.use("/v1/*", limitedBody);
  app.use("/v1/*", strictJson);
  app.route("/", auditRoutes);
  app.route("/", freezeRoutes);
  app.route("/", tokenRoutes);
  app.route("/", peopleRoutes);
  app.route("/", accessRoutes);
  app.route("/", personRoutes);
  app.route("/", directoryRoutes);
  app.route("/", policyRoutes);
  app.route("/", heldRoutes(heldHandlers));
  app.route("/", findingsRoutes);
  app.route("/", grantRoutes);
  app.route("/", requestRoutes);
  app.route("/", requestReadRoutes);
  app.route("/", recoveryRoutes);
  describeSecurity(app);
  return app;
}

/** Reads the settings at the first use; while they have faults, every request is told which. */
function settingsOf({ ports, nudge, verifyToken }: AppDeps) {
  let settings: { config: Config; verify: VerifyToken } | undefined;

  const configured = createMiddleware<AppEnv>(async (c, next) => {
    settings ??= read(c.env);
    c.set("base", { ...ports, db: openDb(c.env.DB), config: settings.config });
    c.set("nudge", () => {
      try {
        nudge(c.env, (promise) => c.executionCtx.waitUntil(promise.catch(notWoken)));
      } catch (error) {
        notWoken(error);
      }
    });
    await next();
  });

  function read(env: Env) {
    try {
      const config = readConfig(env);
      return { config, verify: verifyToken ?? backstageTokens({ ...ports, config }) };
    } catch (error) {
      if (!(error instanceof ConfigFaults)) throw error;
      throw notConfigured(error);
    }
  }

  return {
    configured,
    verifier: (token: string) => {
      if (settings === undefined) throw new TypeError("a token came before the settings were read");
      return settings.verify(token);
    },
  };
}

/** What was committed stays so: cron finds it within a minute. */
function notWoken(error: unknown): void {
  logLine("driver_not_woken", errorFields(error));
}

function notConfigured({ faults }: ConfigFaults): Problem {
  const fields = faults.map((fault) => {
    const colon = fault.indexOf(": ");
    return { field: fault.slice(0, colon), message: fault.slice(colon + 2) };
  });
  return new Problem(503, "not-configured", "Daypass has settings that are missing or wrong.", {
    fields,
  });
}
