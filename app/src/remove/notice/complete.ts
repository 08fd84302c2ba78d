// Completeness (T11): what a notice still lacks before anybody may put their name to it. One pure rule: pages show it while
// the notice is a draft, verbs refuse by it, and nothing leaves without it.
import { findIdentifiers } from '../../kit/identifiers/index.ts';
import type { SealedNotice } from './sealed.ts';

export const lacks = [
  'items',
  'erased-item',
  'reasons',
  'personal-data',
  'rule',
  'authority',
  'proportionality',
  'redress',
  'way',
  'recipient-check',
  'web-address',
  'whole-site',
] as const;
export type Lack = (typeof lacks)[number];

/** What is put together of a draft, before it is known to be complete. */
export type Composed = Omit<SealedNotice, 'issuedAt' | 'items'> & {
  items: { number: number; kind: SealedNotice['items'][number]['kind']; address: string | null }[];
};

/** The least that reasons have to say, in characters: a sentence. */
const leastReasons = 40;
const leastProportionality = 100;

/**
 * @param draft what would be sealed.
 * @param reachable whether the recipient has a way by which notices go.
 * @param vouchedFor whether a person says that this is who it claims to be.
 * @returns what is missing or may not be in it; empty where it may be proposed.
 */
export function missingIn(draft: Composed, reachable: boolean, vouchedFor = true): Lack[] {
  const { items, reasons, rule, authority, reach, proportionality } = draft;
  const lacking: Record<Lack, boolean> = {
    items: items.length === 0,
    'erased-item': items.some(({ address }) => address === null),
    reasons: reasons.trim().length < leastReasons,
    'personal-data': namesOthers(draft),
    // An order names the law it stands on and by what authority it is made (DSA Article 9; Permenkominfo 5/2020).
    rule: draft.basis === 'statutory' && rule === null,
    authority: draft.basis === 'statutory' && !authority,
    proportionality: reach !== 'items' && (proportionality ?? '').trim().length < leastProportionality,
    redress: draft.redress.trim().length === 0,
    way: !reachable,
    'recipient-check': !vouchedFor,
    // Whole sites are named by an address on the web; an account stands on somebody's site.
    'web-address': reach !== 'items' && items.some(({ kind }) => kind !== 'url'),
    // The address of a host alone is all of it, whatever the notice calls it.
    'whole-site': reach === 'items' && items.some(isWholeSite),
  };
  return lacks.filter((lack) => lacking[lack]);
}

function isWholeSite({ kind, address }: Composed['items'][number]): boolean {
  const url = kind === 'url' && address !== null ? URL.parse(address) : null;
  return url !== null && url.pathname === '/' && url.search === '';
}

// A reference of a report, as intake and reporter say it to each other.
const reportReference = /\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b/;
const mailAddress = /[^\s@]+@[^\s@]+\.[^\s@]+/;

/**
 * Whether the words name a person's number, account or mail, or a report: no notice carries data of victims or reporters.
 * What the notice itself asks to be removed may be named.
 */
function namesOthers({ reasons, proportionality, items, issuer }: Composed): boolean {
  const words = `${reasons}\n${proportionality ?? ''}`.replaceAll(issuer.contact, ' ');
  if (reportReference.test(words) || mailAddress.test(words)) return true;
  const own = new Set(items.map(({ address }) => address));
  return findIdentifiers(words, { defaultCountry: 'ID' }).some(({ value }) => !own.has(value));
}
