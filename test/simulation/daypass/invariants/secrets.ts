import { HR_SECRET, KEY, settings } from "../company.ts";
import { Broken } from "./broken.ts";
import type { Invariant, Watch } from "./invariant.ts";

/** 27: no secret and no token stands in a log line, in a refusal or in any table. */
export function noSecrets(
  { database, history, run, aws }: Watch,
  lines: readonly string[],
): Invariant {
  const secrets = () => [
    KEY.secretAccessKey,
    HR_SECRET.slice("whsec_".length),
    settings.OPERATOR_TOKEN,
    settings.BACKSTAGE_CATALOG_TOKEN,
    ...history.secrets,
    ...aws
      .save()
      .sessions.flatMap(({ secretAccessKey, session }) => [
        secretAccessKey,
        ...(session === undefined ? [] : [session.token]),
      ]),
  ];
  return {
    atEnd() {
      const held = secrets();
      assertNone(held, lines, "a log line");
      assertNone(held, history.refusals, "an answer that refuses");
      // Reading every table costs as much as a run: every eighth seed does.
      if (run.seed % 8 !== 0) return;
      for (const { name } of database.read(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'",
      )) {
        const rows = database.read(`select * from "${String(name)}"`);
        assertNone(held, [JSON.stringify(rows)], `table ${String(name)}`);
      }
    },
  };
}

function assertNone(secrets: readonly string[], texts: readonly string[], where: string): void {
  for (const text of texts)
    if (secrets.some((secret) => text.includes(secret)))
      throw new Broken("27 no secrets", { where, beginning: text.slice(0, 40) });
}
