import { Grid, Text } from "@backstage/ui";
import type { Schema } from "../../api/routes.ts";
import { useList } from "../../hooks/useList.ts";
import { useText } from "../../hooks/useText.ts";
import { Loaded } from "../Loaded/Loaded.tsx";
import { Section } from "../Section/Section.tsx";
import { GrantCard } from "./GrantCard.tsx";

type Grant = Schema<"Grant">;

const SOON_MS = 2_000;
const LATER_MS = 15_000;

const isOver = ({ state }: Grant) => state === "ended" || state === "failed";
const isUnderWay = ({ state }: Grant) => state === "starting" || state === "ending";

/** A person's access with an end: what is on its way, there, or going. */
export function LiveGrants({ personId }: { personId: string }) {
  const t = useText();
  const { items, error, retry } = useList(
    "/v1/grants",
    { person: personId },
    {
      lookAgain: (grants) =>
        grants.some(isUnderWay) ? SOON_MS : grants.every(isOver) ? false : LATER_MS,
    },
  );
  return (
    <Section title={t("myAccess.live.title")}>
      <Loaded value={items?.filter((grant) => !isOver(grant))} error={error} retry={retry}>
        {(grants) =>
          grants.length === 0 ? (
            <Text color="secondary">{t("myAccess.live.none")}</Text>
          ) : (
            <Grid.Root columns={{ initial: "1", md: "2", lg: "3" }} gap="4">
              {grants.map((grant) => (
                <GrantCard key={grant.id} grant={grant} />
              ))}
            </Grid.Root>
          )
        }
      </Loaded>
    </Section>
  );
}
