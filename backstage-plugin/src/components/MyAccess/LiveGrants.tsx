import { Button, Card, CardBody, CardFooter, CardHeader, Flex, Grid, Text } from "@backstage/ui";
import { RiHourglassLine, RiKey2Line } from "@remixicon/react";
import type { Schema } from "../../api/routes.ts";
import { useAction } from "../../hooks/useAction.ts";
import { useList } from "../../hooks/useList.ts";
import { useText } from "../../hooks/useText.ts";
import { Loaded } from "../Loaded/Loaded.tsx";
import { Moment } from "../Moment/Moment.tsx";
import { Problem } from "../Problem/Problem.tsx";
import { Section } from "../Section/Section.tsx";
import { useTargetName } from "../TargetName/useTargetName.ts";

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

function GrantCard({ grant }: { grant: Grant }) {
  const t = useText();
  const nameOf = useTargetName();
  const target = nameOf(grant.target);
  const end = useAction(
    (daypass) => daypass.request("post", "/v1/grants/{id}/end", { path: { id: grant.id } }),
    () => t("myAccess.live.ended", { target }),
  );
  const Icon = grant.state === "live" ? RiKey2Line : RiHourglassLine;
  return (
    <Card>
      <CardHeader>
        <Text as="h3" variant="title-x-small">
          {target}
        </Text>
      </CardHeader>
      <CardBody>
        <Flex align="center" gap="2">
          <Icon size={16} aria-hidden />
          <Text>{t(`myAccess.state.${grant.state}`)}</Text>
          <Text color="secondary">
            {grant.state === "scheduled" ? t("myAccess.live.begins") : t("myAccess.live.ends")}{" "}
            <Moment at={grant.state === "scheduled" ? grant.starts_at : grant.ends_at} />
          </Text>
        </Flex>
        {end.error !== null && <Problem error={end.error} />}
      </CardBody>
      {grant.state !== "ending" && (
        <CardFooter>
          <Button
            variant="secondary"
            size="small"
            isPending={end.isPending}
            onPress={() => end.start(undefined)}
          >
            {t("myAccess.live.done")}
          </Button>
        </CardFooter>
      )}
    </Card>
  );
}
