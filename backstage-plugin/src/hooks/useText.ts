import { useTranslationRef } from "@backstage/core-plugin-api/alpha";
import type { TranslationFunction } from "@backstage/core-plugin-api/alpha";
import { daypassTranslationRef } from "../translation.ts";

/** Gives the words of a key of `daypassTranslationRef`. */
export type Text = TranslationFunction<typeof daypassTranslationRef.T>;

/** The words of `daypassTranslationRef`, in the reader's language. */
export function useText(): Text {
  return useTranslationRef(daypassTranslationRef).t;
}
