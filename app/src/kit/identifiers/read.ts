// The two questions: what is this line, and what is in this text?
import { readTyped } from './addresses.ts';
import { cleanText } from './clean.ts';
import { findAll, longestAddress, withoutRefused } from './find.ts';
import { readLooseLine } from './handles.ts';
import type { Identifier } from './identifier.ts';
import { type Country, readPhone } from './phone.ts';
import { platformOf } from './platforms.ts';

export interface IdentifierOptions {
  /** Whose numbers are meant where no country code stands; Indonesia's where nothing is said. */
  defaultCountry?: Country;
}

/** Why a line is no identifier: a code, whose words the desks have. */
export type WhyNot =
  | 'nothing'
  | 'too-long'
  /** A name such as "@nama", and nothing says where. */
  | 'which-platform'
  | 'not-understood';

export type IdentifierReading = { ok: true; identifier: Identifier } | { ok: false; why: WhyNot };

/**
 * What a line means that was typed where an address, an account, a number or a group was asked for. Where it holds
 * several, the first. @param options.platform the code of the platform that was chosen beside it, if one was.
 */
export function readIdentifier(
  text: string,
  { defaultCountry = 'ID', platform }: IdentifierOptions & { platform?: string } = {},
): IdentifierReading {
  if (text.length > longestAddress) return { ok: false, why: 'too-long' };
  const line = cleanText(text).trim();
  // One character may become eighteen (NFKC of U+FDFA).
  if (line.length > longestAddress) return { ok: false, why: 'too-long' };
  if (!/[\p{L}\p{N}]/u.test(line)) return { ok: false, why: 'nothing' };
  if (withoutRefused(line) !== line) return { ok: false, why: 'not-understood' };
  const identifier = readWritten(line, defaultCountry) ?? readLine(line, defaultCountry, platform);
  if (identifier) return { ok: true, identifier };
  return { ok: false, why: /^\W{0,3}@[\p{L}\p{N}._-]{2,60}\W{0,3}$/u.test(line) ? 'which-platform' : 'not-understood' };
}

/** A whole line as this product writes it, "instagram: @nama.id" or its value: then nothing else is looked for in it. */
function readWritten(line: string, country: Country): Identifier | undefined {
  const [, code = '', address = ''] = /^([a-z]+): ?(\S+)$/.exec(line) ?? [];
  return readTyped(code, address, country);
}

function readLine(line: string, country: Country, platform: string | undefined): Identifier | undefined {
  const [found] = findAll(line, { country, asked: true });
  const chosen = platformOf(platform ?? null);
  // Beside a chosen platform, "nama.id" is a name and no web site, and digits are a player's number.
  const byChance = found === undefined || (chosen !== undefined && found.platform === null && !line.includes('://'));
  if (!byChance) return found;
  if (chosen?.phones) {
    const value = found?.kind === 'phone' ? found.value : readPhone(line, country);
    if (value !== undefined) return { kind: 'phone', platform: chosen.code, value };
  }
  return readLooseLine(line, country, chosen?.code) ?? found;
}

/** All identifiers in a text, in its order, each once, at most `mostIdentifiers`. Takes time in the text's length only. */
export const findIdentifiers = (text: string, { defaultCountry = 'ID' }: IdentifierOptions = {}): Identifier[] =>
  findAll(cleanText(text), { country: defaultCountry, asked: false });
