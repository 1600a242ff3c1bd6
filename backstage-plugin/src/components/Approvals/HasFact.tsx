import { Text } from "@backstage/ui";
import type { Schema } from "../../api/routes.ts";
import { useText } from "../../hooks/useText.ts";
import { Moment } from "../Moment/Moment.tsx";
import { useTargetName } from "../TargetName/useTargetName.ts";
import css from "./Approvals.module.css";
import { Fact } from "./Fact.tsx";

type Access = Schema<"Access">;

/** What they hold there now, through groups too. */
export function HasFact({ has }: Pick<Schema<"Brief">, "has">) {
  const t = useText();
  return (
    <Fact title={t("approvals.has.title")}>
      {has.length === 0 ? (
        <Text color="secondary">{t("approvals.has.none")}</Text>
      ) : (
        <ul className={css["lines"]}>
          {has.map((access) => (
            <Held key={JSON.stringify(access.target)} access={access} />
          ))}
        </ul>
      )}
    </Fact>
  );
}

function Held({ access }: { access: Access }) {
  const t = useText();
  const nameOf = useTargetName();
  const gives = access.gives.map(
    ({ permission_set, permission_set_arn, account_name, account_id }) =>
      t("target.setInAccount", {
        set: permission_set ?? permission_set_arn,
        account: account_name ?? account_id,
      }),
  );
  return (
    <li>
      <Text weight="bold">{nameOf(access.target)}</Text>{" "}
      {gives.length > 0 && <Text>{t("approvals.has.gives", { what: gives.join(", ") })}</Text>}{" "}
      <Text color="secondary">
        {access.reasons.length === 0 && t("approvals.has.found")}
        {access.reasons.map(({ kind, id, ends_at }, index) => (
          <span key={`${id}/${ends_at}`}>
            {index > 0 && "; "}
            {kind === "baseline" ? t("approvals.has.rule", { rule: id }) : t("approvals.has.grant")}
            {ends_at !== null && (
              <>
                {" "}
                {t("approvals.has.until")} <Moment at={ends_at} />
              </>
            )}
          </span>
        ))}
      </Text>
    </li>
  );
}
