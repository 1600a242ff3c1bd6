import { Text } from "@backstage/ui";
import type { ReactNode } from "react";
import css from "./Approvals.module.css";

/** One of the things that a decision looks at. */
export function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={css["fact"]}>
      <Text as="h3" variant="body-medium" weight="bold">
        {title}
      </Text>
      {children}
    </div>
  );
}
