import { useState } from "react";

/** A choice of the reader's that this browser keeps; where it keeps none, it lasts as long as the page. */
export function useKept(name: string, first: boolean): [boolean, (value: boolean) => void] {
  const key = `daypass.${name}`;
  const [value, setValue] = useState(() => read(key) ?? first);
  return [
    value,
    (next) => {
      setValue(next);
      write(key, next);
    },
  ];
}

/** Storage may be forbidden: then there is nothing. */
function read(key: string): boolean | undefined {
  try {
    const text = localStorage.getItem(key);
    return text === null ? undefined : text === "true";
  } catch {
    return undefined;
  }
}

function write(key: string, value: boolean): void {
  try {
    localStorage.setItem(key, String(value));
  } catch {
    // Forbidden: the choice lasts as long as the page.
  }
}
