/**
 * One form for texts that mean the same.
 * @module
 */

/** A text for comparing: NFC, lower case. Applying it again changes nothing. */
export function foldText(text: string): string {
  return text.normalize("NFC").toLowerCase().normalize("NFC");
}
