import { useApi } from "@backstage/core-plugin-api";
import { useQueries } from "@tanstack/react-query";
import { daypassApiRef } from "../../api/DaypassApi.ts";
import { useAnswer } from "../../hooks/useAnswer.ts";
import { useText } from "../../hooks/useText.ts";

const PERSON = "person:";

/**
 * Who somebody is in words, as the log, the lists of approvers and the terms of one's own requests name them
 * (`person:<id>`, `manager`, `role:admin`, a Backstage ref, `policy:<rule>`). Names come from what the reader may see: themselves, their manager, for admins and auditors everybody.
 * @param actors whom it will be asked about
 * @param known names that the page has already, by the person's id
 */
export function useWho(
  actors: readonly string[] = [],
  known: Readonly<Record<string, string>> = {},
): (actor: string) => string {
  const t = useText();
  const daypass = useApi(daypassApiRef);
  const me = useAnswer("/v1/me", {}).data;
  const own = me?.person?.id;
  const self = useAnswer(
    "/v1/people/{id}",
    { path: { id: own ?? "" } },
    { enabled: own !== undefined },
  );
  const manager = self.data?.manager;
  const ids = [...new Set(actors.filter((actor) => actor.startsWith(PERSON)))].map((actor) =>
    actor.slice(PERSON.length),
  );
  const strangers =
    me === undefined || me.roles.length === 0
      ? []
      : ids.filter((id) => id !== own && id !== manager?.id && known[id] === undefined);
  const people = useQueries(
    {
      queries: strangers.map((id) => ({
        queryKey: ["/v1/people/{id}", { path: { id } }],
        queryFn: () => daypass.request("get", "/v1/people/{id}", { path: { id } }),
      })),
    },
    daypass.answers,
  );

  return (actor) => {
    const [kind = "", ...rest] = actor.split(":");
    const name = rest.join(":");
    switch (kind) {
      case "person":
        if (name === own) return t("who.you");
        if (name === manager?.id) return manager.display_name;
        return (
          known[name] ??
          people.find(({ data }) => data?.id === name)?.data?.display_name ??
          (self.isLoading ? "…" : t("who.colleague"))
        );
      case "manager":
        return manager?.display_name ?? t("who.manager");
      case "role":
        return t("who.admin");
      case "group":
        return t("who.group", { group: lastOf(name) });
      case "user":
        return actor === me?.ref ? t("who.you") : lastOf(name);
      case "policy":
        return t("who.rule", { rule: name });
      case "service":
        return t("who.service", { service: name });
      case "hr":
        return t("who.hr");
      default:
        return t("who.daypass");
    }
  };
}

/** Several in words: `Alexander James or an admin`. */
export function useEitherOf(): (names: readonly string[]) => string {
  const t = useText();
  return (names) => {
    const last = names.at(-1) ?? "";
    const some = names.slice(0, -1).join(", ");
    return some === "" ? last : t("who.or", { some, last });
  };
}

const lastOf = (ref: string) => ref.slice(ref.lastIndexOf("/") + 1);
