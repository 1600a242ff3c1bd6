import { Progress } from "@backstage/core-components";
import type { ReactNode } from "react";
import type { DaypassError } from "../../api/DaypassError.ts";
import { Problem } from "../Problem/Problem.tsx";

/** What is being loaded: progress, then what it is; what went wrong stands above what was there before. */
export function Loaded<T>({
  value,
  error,
  retry,
  children,
}: {
  value: T | undefined;
  error: DaypassError | null;
  retry: () => void;
  children: (value: T) => ReactNode;
}) {
  if (value === undefined && error === null) return <Progress />;
  return (
    <>
      {error !== null && <Problem error={error} retry={retry} />}
      {value !== undefined && children(value)}
    </>
  );
}
