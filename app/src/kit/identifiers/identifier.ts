// What people report: an address on the web, an account, a telephone number, a group. The type that all files here share.

/**
 * `value` is the one form that is equal for everything that means the same: what is indexed and joins reports. It alone
 * tells identifiers apart, except that a telephone number is the same number on every platform.
 *
 *     url      https://contoh.example/jalan
 *     account  instagram:nama
 *     group    telegram:+KODE
 *     phone    +6281100001234
 *
 * `platform` is a code of platforms.ts, or null for a web site or a telephone number of none in particular.
 */
export interface Identifier {
  kind: 'url' | 'account' | 'phone' | 'group';
  platform: string | null;
  value: string;
}

export type IdentifierKind = Identifier['kind'];
