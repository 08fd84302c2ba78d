// Telephone numbers as people type them, to E.164 (ITU-T: a plus and at most 15 digits). Which numbers exist is known by
// libphonenumber's tables; a number with a country code that they call possible is taken too, for the tables are older
// than the newest numbers.
import { type CountryCode, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js';

/** ISO 3166-1 alpha-2, as libphonenumber has them: whose national numbers are meant. */
export type Country = CountryCode;

// Italy and the two states within it: the only ones whose numbers keep their 0 after the country code.
const keepsZero = new Set<Country>(['IT', 'SM', 'VA']);

/** The number in E.164, or undefined when it is none. */
export function readPhone(text: string, country: Country): string | undefined {
  const code = getCountryCallingCode(country);
  // 00 is how most of the world dials out; 62811… is a whole number without its plus, as in the links of WhatsApp.
  const typed = text
    .replace(/[^\d+]/g, '')
    .replace(/^00(?=[1-9])/, '+')
    .replace(new RegExp(`^${code}(?=\\d{7})`), `+${code}`);
  const number = parsePhoneNumberFromString(withoutZero(typed, country), country);
  if (!number) return undefined;
  // Parsing takes one 0 off; "+62 (0)811" and a slip of the finger have more.
  const again = withoutZero(number.number, country);
  if (again !== number.number) return readPhone(again, country);
  return number.isValid() || (typed.startsWith('+') && number.isPossible()) ? number.number : undefined;
}

/** An international number of the country without the 0 that is dialled within it. */
const withoutZero = (typed: string, country: Country): string =>
  keepsZero.has(country)
    ? typed
    : typed.replace(
        new RegExp(`^\\+${getCountryCallingCode(country)}0+(?=\\d{7})`),
        `+${getCountryCallingCode(country)}`,
      );

/** A number that stands alone in an address, where it is international with or without its plus. */
export const readWholePhone = (digits: string, country: Country): string | undefined =>
  /^0[1-9]/.test(digits) ? readPhone(digits, country) : readPhone(`+${digits.replace(/^\+|^00/, '')}`, country);

/** As people write it between countries: +62 811 0000 1234. */
export const showPhone = (value: string): string => parsePhoneNumberFromString(value)?.formatInternational() ?? value;
