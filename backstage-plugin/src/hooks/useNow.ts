import { useEffect, useState } from "react";

/**
 * The time, as it goes by.
 * @param everyMs how often to look at the clock
 * @returns epoch milliseconds
 */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
