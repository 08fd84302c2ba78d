// Identifiers, made in the application: a prefix that names the kind of thing, then 26 characters that sort by time.
import { randomBytes } from 'node:crypto';

// Crockford's base 32: no I, L, O, U, so that an id survives being read aloud.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** The kinds of things that have an id, by prefix. */
export const idPrefixes = {
  organisation: 'org',
  person: 'per',
  session: 'ses',
  passkey: 'psk',
  apiKey: 'key',
  grant: 'grt',
  event: 'evt',
  bank: 'bnk',
  match: 'mat',
  verdict: 'ver',
  import: 'imp',
  alarm: 'alm',
  description: 'dsc',
  report: 'rep',
  item: 'itm',
  message: 'msg',
  note: 'nte',
  classification: 'cls',
  contest: 'con',
  submission: 'sub',
  export: 'exp',
  search: 'sea',
  line: 'lin',
  authority: 'aut',
  deadline: 'ddl',
  delivery: 'dlv',
  platform: 'plt',
  removal: 'rmv',
  location: 'loc',
  handOff: 'hnd',
  hold: 'hld',
  notice: 'ntc',
  inbox: 'ibx',
  vantage: 'vtg',
  check: 'chk',
  attestation: 'att',
  mandate: 'mdt',
} as const;

export type IdKind = keyof typeof idPrefixes;

/** A new id, such as `bnk_01jd3k…`: 48 bits of time in ms, then 80 random bits. */
export function newId(kind: IdKind, now: Date = new Date()): string {
  return `${idPrefixes[kind]}_${base32(BigInt(now.getTime()), 10)}${base32(BigInt(`0x${randomBytes(10).toString('hex')}`), 16)}`;
}

/** The form every id of a kind has; for schemas. */
export function idPattern(kind: IdKind): RegExp {
  return new RegExp(`^${idPrefixes[kind]}_[${alphabet}]{26}$`);
}

function base32(value: bigint, digits: number): string {
  let text = '';
  for (let shift = BigInt(5 * (digits - 1)); shift >= 0n; shift -= 5n) text += alphabet[Number((value >> shift) & 31n)];
  return text;
}
