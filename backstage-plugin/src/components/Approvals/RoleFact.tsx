import { Flex, Text } from "@backstage/ui";
import { RiAlertLine, RiShieldCheckLine, RiShieldLine } from "@remixicon/react";
import type { Schema } from "../../api/routes.ts";
import { useText } from "../../hooks/useText.ts";
import css from "./Approvals.module.css";
import { Fact } from "./Fact.tsx";

type Allowed = Schema<"Brief">["allows"][number];

const MOST = 6;
const RISK_ICONS = { low: RiShieldCheckLine, medium: RiShieldLine, high: RiAlertLine } as const;
const RISKS = ["high", "medium", "low"] as const;

/** What the role allows, by its policies' names, and the risk that the policy states. */
export function RoleFact({ request, allows }: Pick<Schema<"Brief">, "request" | "allows">) {
  const t = useText();
  const isGroup = request.target.kind === "group";
  return (
    <Fact title={t("approvals.role.title")}>
      {allows.length === 0 ? (
        <Text color="secondary">
          {t(isGroup ? "approvals.role.nothing" : "approvals.role.unknown")}
        </Text>
      ) : (
        <>
          <Risk allows={allows} />
          {allows.slice(0, MOST).map((allowed) => (
            <Policies
              key={`${allowed.account_id}/${allowed.permission_set_arn}`}
              allowed={allowed}
              isGroup={isGroup}
            />
          ))}
          {allows.length > MOST && (
            <Text color="secondary">
              {t("approvals.role.more", { number: String(allows.length - MOST) })}
            </Text>
          )}
        </>
      )}
    </Fact>
  );
}

/** The highest of what it allows. */
function Risk({ allows }: { allows: readonly Allowed[] }) {
  const t = useText();
  const risk = RISKS.find((one) => allows.some((allowed) => allowed.risk === one));
  const Icon = risk === undefined ? RiShieldLine : RISK_ICONS[risk];
  return (
    <Flex align="center" gap="1">
      <Icon size={16} aria-hidden />
      <Text weight={risk === "high" ? "bold" : "regular"}>
        {t(`approvals.role.risk.${risk ?? "none"}`)}
      </Text>
    </Flex>
  );
}

function Policies({ allowed, isGroup }: { allowed: Allowed; isGroup: boolean }) {
  const t = useText();
  const set = allowed.permission_set;
  return (
    <Flex direction="column" gap="1">
      {allowed.description !== null && <Text>{allowed.description}</Text>}
      <Text color="secondary" variant="body-small">
        {isGroup
          ? t("approvals.role.policiesIn", {
              set,
              account: allowed.account_name ?? allowed.account_id,
            })
          : t("approvals.role.policies", { set })}
      </Text>
      {allowed.policies.length === 0 ? (
        <Text color="secondary">{t("approvals.role.none")}</Text>
      ) : (
        <ul className={css["tags"]}>
          {allowed.policies.map((policy) => (
            <li key={policy} className={css["tag"]}>
              {policy === "inline" ? t("approvals.role.inline") : policy}
            </li>
          ))}
        </ul>
      )}
    </Flex>
  );
}
