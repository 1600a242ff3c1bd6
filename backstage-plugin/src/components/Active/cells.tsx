import { useRouteRef } from "@backstage/core-plugin-api";
import { Button, Cell, Flex, Link, Text } from "@backstage/ui";
import { RiAlertLine, RiHourglassLine, RiKey2Line } from "@remixicon/react";
import type { ReactNode } from "react";
import type { Schema } from "../../api/routes.ts";
import { useText } from "../../hooks/useText.ts";
import { requestRouteRef } from "../../routes.ts";
import { Moment } from "../Moment/Moment.tsx";
import { useTargetName } from "../TargetName/useTargetName.ts";
import css from "./Active.module.css";

type ActiveGrant = Schema<"ActiveGrant">;

const ICONS = {
  starting: RiHourglassLine,
  live: RiKey2Line,
  ending: RiHourglassLine,
  overdue: RiAlertLine,
} as const;

export const whoCell = ({ display_name, email, department }: ActiveGrant) => (
  <Cell>
    <Lines first={display_name ?? email ?? ""} second={department} />
  </Cell>
);

export const whatCell = (grant: ActiveGrant) => (
  <Cell>
    <What grant={grant} />
  </Cell>
);

export const stateCell = (grant: ActiveGrant) => (
  <Cell>
    <State grant={grant} />
  </Cell>
);

/** The cell with the button, where the reader may end it. */
export const endCellFor = (onEnd: (grant: ActiveGrant) => void) => (grant: ActiveGrant) => (
  <Cell>{grant.may_end && <End grant={grant} onEnd={onEnd} />}</Cell>
);

/** Names are read whole: they wrap. */
function Lines({ first, second }: { first: ReactNode; second: string | null }) {
  return (
    <Flex direction="column" gap="1">
      <Text>{first}</Text>
      {second !== null && (
        <Text color="secondary" variant="body-small">
          {second}
        </Text>
      )}
    </Flex>
  );
}

/** Leads to the request, where all of it stands. */
function What({ grant: { target, request_id, last_error } }: { grant: ActiveGrant }) {
  const nameOf = useTargetName();
  const requestPath = useRouteRef(requestRouteRef);
  const first = <Link href={requestPath({ id: request_id })}>{nameOf(target)}</Link>;
  return <Lines first={first} second={last_error} />;
}

function State({ grant: { state, is_overdue, ends_at } }: { grant: ActiveGrant }) {
  const t = useText();
  const shown = is_overdue
    ? "overdue"
    : state === "starting" || state === "ending"
      ? state
      : "live";
  const Icon = ICONS[shown];
  return (
    <Flex direction="column" gap="1">
      <span className={css["state"]}>
        <Icon size={16} aria-hidden />
        <Text weight={is_overdue ? "bold" : "regular"}>{t(`active.state.${shown}`)}</Text>
      </span>
      <Text variant="body-small">
        {t(state === "ending" ? "active.state.ended" : "active.state.ends")} <Moment at={ends_at} />
      </Text>
    </Flex>
  );
}

function End({ grant, onEnd }: { grant: ActiveGrant; onEnd: (grant: ActiveGrant) => void }) {
  const t = useText();
  const nameOf = useTargetName();
  const label = t("active.end.label", {
    target: nameOf(grant.target),
    person: grant.display_name ?? "",
  });
  return (
    <Button size="small" variant="secondary" aria-label={label} onPress={() => onEnd(grant)}>
      {t("active.end.button")}
    </Button>
  );
}
