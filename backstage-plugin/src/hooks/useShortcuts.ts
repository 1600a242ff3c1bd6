import { useEffect, useRef } from "react";

const TYPING =
  "input, textarea, select, [contenteditable], [role=dialog], [role=menu], [role=listbox]";

/**
 * Keys that do something on a page: not while somebody types, nor in a dialog or a menu, nor with Ctrl, Alt or Meta.
 * @param actions by the key, as the browser names it: `j`, `?`
 * @param enabled whether they do anything now
 */
export function useShortcuts(
  actions: Readonly<Record<string, () => void>>,
  enabled: boolean,
): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    if (!enabled) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
      if (document.querySelector("[role=dialog]") !== null) return;
      if (event.target instanceof Element && isTyping(event.target)) return;
      const action = latest.current[event.key];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [enabled]);
}

/** A checkbox takes no text. */
function isTyping(target: Element): boolean {
  if (target instanceof HTMLInputElement && target.type === "checkbox") return false;
  return target.closest(TYPING) !== null;
}
