import { Flex, Text, VisuallyHidden } from "@backstage/ui";
import { RiAlertLine, RiCheckLine, RiCircleLine, RiCloseLine, RiTimeLine } from "@remixicon/react";
import type { ReactNode } from "react";
import { useText } from "../../hooks/useText.ts";
import { Moment } from "../Moment/Moment.tsx";
import type { Progress } from "./steps.ts";
import styles from "./Timeline.module.css";

const ICONS = {
  done: RiCheckLine,
  now: RiTimeLine,
  next: RiCircleLine,
  stopped: RiCloseLine,
  wrong: RiAlertLine,
} as const satisfies Record<Progress, unknown>;

/** What happened, happens and will happen, from top to bottom. */
export function Timeline({ children }: { children: ReactNode }) {
  return <ol className={styles.steps}>{children}</ol>;
}

/** One step: what it is, when it was done, and what there is to say about it. */
export function TimelineStep({
  progress,
  title,
  at,
  children,
}: {
  progress: Progress;
  title: string;
  at: string | null;
  children?: ReactNode;
}) {
  const t = useText();
  const Icon = ICONS[progress];
  return (
    <li
      className={styles.step}
      data-progress={progress}
      aria-current={progress === "now" || progress === "wrong" ? "step" : undefined}
    >
      <div className={styles.rail}>
        <span className={styles.icon}>
          <Icon size={16} aria-hidden />
          <VisuallyHidden>{t(`requestDetails.progress.${progress}`)}</VisuallyHidden>
        </span>
      </div>
      <div className={styles.body}>
        <Flex gap="2" align="baseline" style={{ flexWrap: "wrap" }}>
          <Text
            as="h3"
            variant="body-medium"
            weight={progress === "next" ? "regular" : "bold"}
            color={progress === "next" ? "secondary" : "primary"}
          >
            {title}
          </Text>
          {at !== null && (
            <Text color="secondary">
              <Moment at={at} />
            </Text>
          )}
        </Flex>
        {children}
      </div>
    </li>
  );
}

/** What somebody wrote, as they wrote it. */
export function Words({ children }: { children: string }) {
  return (
    <Text as="p" className={styles.words}>
      {children}
    </Text>
  );
}
