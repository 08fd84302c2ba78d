// Telephone numbers as people type them, to E.164 (ITU-T: a plus and at most 15 digits). Which numbers exist is known by
// libphonenumber's tables; a number with a country code that they call possible is taken too, for the tables are older
// than the newest numbers.
import { type CountryCode, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js';

/** ISO 3166-1 alpha-2, as libphonenumber has them: whose national numbers are meant. */
export type Country = CountryCode;

/** The number in E.164, or undefined when it is none. */
export function readPhone(text: string, country: Country): string | undefined {
  const digits = text.replace(/[^\d+]/g, '');
  const code = getCountryCallingCode(country);
  // 00 is how most of the world dials out; 62811… is a whole number without its plus, as in the links of WhatsApp.
  const typed = digits.replace(/^00(?=[1-9])/, '+').replace(new RegExp(`^${code}(?=\\d{7})`), `+${code}`);
  const number = parsePhoneNumberFromString(typed.replace(new RegExp(`^\\+${code}0(?=\\d{7})`), `+${code}`), country);
  if (!number) return undefined;
  return number.isValid() || (typed.startsWith('+') && number.isPossible()) ? number.number : undefined;
}

/** A number that stands alone in an address, where it is international with or without its plus. */
export const readWholePhone = (digits: string, country: Country): string | undefined =>
  /^0[1-9]/.test(digits) ? readPhone(digits, country) : readPhone(`+${digits.replace(/^\+|^00/, '')}`, country);

/** As people write it between countries: +62 811 0000 1234. */
export const showPhone = (value: string): string => parsePhoneNumberFromString(value)?.formatInternational() ?? value;
