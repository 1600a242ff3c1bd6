import { useApi } from "@backstage/core-plugin-api";
import { toastApiRef } from "@backstage/frontend-plugin-api";
import { Button, ButtonLink, Text } from "@backstage/ui";
import { RiExternalLinkLine, RiFileCopyLine } from "@remixicon/react";
import { useState } from "react";
import type { Schema } from "../../api/routes.ts";
import { useAnswer } from "../../hooks/useAnswer.ts";
import { useText } from "../../hooks/useText.ts";
import css from "./MyAccess.module.css";
import { cliProfile, consoleLink } from "./portal.ts";

/** The ways in: the console at that account and role, and the AWS CLI. */
export function PortalActions({ target }: { target: Schema<"Target"> & { kind: "account" } }) {
  const t = useText();
  const { data: me } = useAnswer("/v1/me", {});
  if (me === undefined) return null;
  if (me.portal_url === null) return <Text color="secondary">{t("myAccess.portal.unknown")}</Text>;
  const portal = { url: me.portal_url, region: me.sso_region };
  const link = consoleLink(portal, target);
  const profile = cliProfile(portal, target);
  return (
    <>
      {link !== undefined && (
        <ButtonLink
          size="small"
          href={link}
          target="_blank"
          rel="noopener noreferrer"
          iconEnd={<RiExternalLinkLine aria-hidden />}
        >
          {t("myAccess.portal.console")}
        </ButtonLink>
      )}
      {profile !== undefined && <CopyProfile profile={profile} />}
    </>
  );
}

/** Where the browser does not let it be copied, it stands there to be copied by hand. */
function CopyProfile({ profile }: { profile: string }) {
  const t = useText();
  const toast = useApi(toastApiRef);
  const [isShown, setShown] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(profile);
      toast.post({ title: t("myAccess.portal.copied"), status: "success" });
    } catch {
      setShown(true);
    }
  };
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiFileCopyLine aria-hidden />}
        onPress={() => void copy()}
      >
        {t("myAccess.portal.copy")}
      </Button>
      {isShown && (
        <pre className={css["profile"]}>
          <code>{profile}</code>
        </pre>
      )}
    </>
  );
}
