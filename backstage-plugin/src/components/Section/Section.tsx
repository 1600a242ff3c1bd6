import { Flex, Text } from "@backstage/ui";
import type { ReactNode } from "react";

/** A part of a page under its heading. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Flex direction="column" gap="3">
      <Text as="h2" variant="title-small">
        {title}
      </Text>
      {children}
    </Flex>
  );
}
