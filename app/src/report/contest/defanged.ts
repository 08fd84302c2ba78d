// The words of whoever contests, with the addresses in them made unusable: shown, never followed by mistake.

/** The text with its schemes and the dots of its host names defanged, as items are shown: hxxps://contoh[.]example. */
export function defangedText(text: string): string {
  return text.replaceAll(/\bhttp(?=s?:)/gi, 'hxxp').replaceAll(/(?<=[\p{L}\p{N}-])\.(?=[\p{L}\p{N}-]{2,})/gu, '[.]');
}
