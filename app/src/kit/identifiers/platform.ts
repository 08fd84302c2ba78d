// What the product knows of a platform, and how its addresses are written as data. The table itself is platforms.ts.

/**
 * How an address looks, where it leads, and how its normal form is written after the platform's code. Parts in braces:
 * `{name}` a name as `names` has it, `{code}` letters, digits, _ and - whose case counts, `{number}`, `{phone}`, and
 * `{word}` like a code, but its case does not count.
 */
export type AddressRule = [template: string, form: string, kind: 'account' | 'group' | 'phone'];

export interface Platform {
  code: string;
  /** Its own name, as people see it in either language. */
  name: string;
  /** What people call it when they type, lower case, besides code and name. */
  called: readonly string[];
  /** Sets of hosts that show the same; the first of each set is the one kept. */
  hosts: readonly (readonly string[])[];
  /** First labels under its hosts that show the same pages, besides www, m and mobile. */
  labels?: readonly string[];
  /** The characters of an account's name, as the inside of a regular expression read without case. */
  names: string;
  /** A character that does not count in names; case never does. */
  ignored?: string;
  /** First parts of a path that look like names and are not. */
  reserved?: readonly string[];
  addresses: readonly AddressRule[];
  /** Addresses of one and the same thing: from, to. */
  same?: readonly (readonly [from: string, to: string])[];
  /** Where a telephone number reaches an account. */
  phones?: true;
  /** Where the part after # belongs to the address, as with links that carry their key. */
  keepsFragment?: true;
}
