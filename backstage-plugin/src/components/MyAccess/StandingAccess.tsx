import { Flex, Text } from "@backstage/ui";
import type { Schema } from "../../api/routes.ts";
import { useAnswer } from "../../hooks/useAnswer.ts";
import { useText } from "../../hooks/useText.ts";
import { Loaded } from "../Loaded/Loaded.tsx";
import { Section } from "../Section/Section.tsx";
import { useTargetName } from "../TargetName/useTargetName.ts";

type Access = Schema<"Access">;

const rulesOf = ({ reasons }: Access) =>
  reasons.filter(({ kind }) => kind === "baseline").map(({ id }) => id);
const isStanding = (access: Access) => access.origin === "found" || rulesOf(access).length > 0;

/** What a person has for as long as they have their job, and why; for a group, what it gives. */
export function StandingAccess({ personId }: { personId: string }) {
  const t = useText();
  const access = useAnswer("/v1/people/{id}/access", { path: { id: personId } });
  return (
    <Section title={t("myAccess.standing.title")}>
      <Loaded
        value={access.data?.items.filter(isStanding)}
        error={access.error}
        retry={() => void access.refetch()}
      >
        {(items) =>
          items.length === 0 ? (
            <Text color="secondary">{t("myAccess.standing.none")}</Text>
          ) : (
            <Flex direction="column" gap="2">
              {items.map((item) => (
                <Standing key={JSON.stringify(item.target)} access={item} />
              ))}
            </Flex>
          )
        }
      </Loaded>
    </Section>
  );
}

function Standing({ access }: { access: Access }) {
  const t = useText();
  const nameOf = useTargetName();
  const rules = rulesOf(access);
  return (
    <Flex direction="column" gap="0">
      <Flex gap="2" align="baseline">
        <Text weight="bold">{nameOf(access.target)}</Text>
        <Text color="secondary">
          {rules.length === 0
            ? t("myAccess.standing.found")
            : t("myAccess.standing.because", { rules: rules.join(", ") })}
        </Text>
      </Flex>
      {access.gives.length > 0 && (
        <Text color="secondary">
          {access.gives
            .map(({ permission_set, permission_set_arn, account_name, account_id }) =>
              t("target.setInAccount", {
                set: permission_set ?? permission_set_arn,
                account: account_name ?? account_id,
              }),
            )
            .join(", ")}
        </Text>
      )}
    </Flex>
  );
}
