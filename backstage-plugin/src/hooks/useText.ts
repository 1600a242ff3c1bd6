import { useTranslationRef } from "@backstage/core-plugin-api/alpha";
import { daypassTranslationRef } from "../translation.ts";

/** The words of `daypassTranslationRef`, in the reader's language. */
export function useText() {
  return useTranslationRef(daypassTranslationRef).t;
}
