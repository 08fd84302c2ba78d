// Single values out of the answers of others: kept only in the form that they have to have, dropped otherwise.
import { mailAddressPattern } from '../../runtime/mail-settings.ts';

/** Two capital letters, or nothing. Registries also write "EU" and "AP" for regions; those name no country. */
export function countryCode(given: unknown): string | null {
  const code = typeof given === 'string' ? given.trim().toUpperCase() : '';
  return /^[A-Z]{2}$/.test(code) && !regions.has(code) ? code : null;
}
const regions = new Set(['EU', 'AP', 'ZZ']);

/** Text on one line, up to 120 characters, without signs that a page or a mail could take for something else. */
export function cleanText(given: unknown): string | null {
  if (typeof given !== 'string') return null;
  const text = given.replaceAll(/[\p{C}\p{Z}]+/gu, ' ').trim();
  return text === '' ? null : Array.from(text).slice(0, 120).join('').trim();
}

/** An address that mail can be sent to, in the one form that the desk sends to; or nothing. */
export function mailAddress(given: unknown): string | null {
  const text = typeof given === 'string' ? given.trim().replace(/^mailto:/i, '') : '';
  return text.length <= 254 && mailAddressPattern.test(text) ? text : null;
}
