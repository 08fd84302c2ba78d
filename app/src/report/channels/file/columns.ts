// The columns that a file of reports may have, and the names people give them in Indonesian and English. A column that
// nobody here knows is refused rather than left out: what stands in it would be lost without a word.
import { Refusal } from '../../../kit/errors.ts';

// Compared by their letters and digits only. The first two are the ones that we write ourselves, in either language.
const names = {
  concern: ['perihal', 'concern', 'masalah', 'jenis', 'jeniskasus', 'tentang', 'about', 'category'],
  inDanger: ['bahaya', 'in_danger', 'dalam_bahaya', 'danger'],
  relation: ['pelapor', 'relation', 'hubungan', 'hubunganpelapor', 'reporter'],
  ageBand: ['umur', 'age', 'usia', 'ageband', 'kelompokumur', 'kelompokusia'],
  extortion: ['ancaman', 'extortion', 'pemerasan', 'threats'],
  paid: ['dibayar', 'paid', 'sudahbayar', 'membayar', 'moneypaid'],
  spread: ['tersebar', 'spread', 'penyebaran'],
  items: ['akun', 'items', 'tautan', 'akundantautan', 'nomor', 'url', 'urls', 'link', 'links', 'accounts', 'addresses'],
  story: ['cerita', 'story', 'kronologi', 'uraian', 'kejadian', 'yangterjadi', 'whathappened', 'description'],
  place: ['tempat', 'place', 'lokasi', 'location'],
  language: ['bahasa', 'language'],
  reference: ['rujukan', 'reference', 'nomorrujukan', 'nomorlaporan', 'ref', 'partnerreference'],
  way: ['cara_kontak', 'contact_way', 'contact_by'],
  address: ['kontak', 'contact', 'nomorkontak', 'alamat_kontak', 'contact_address', 'contact_number'],
  hours: ['jam_kontak', 'contact_hours'],
  senderName: ['nama_pengirim', 'sender_name'],
  voicemail: ['pesan_suara', 'voicemail'],
  codePhrase: ['kata_sandi', 'code_phrase'],
} as const;

export type Column = keyof typeof names;
export const columns = Object.keys(names) as Column[];

/** What stands on one line, by column. */
export type Cells = Partial<Record<Column, string>>;

/** A name as it is compared: "Kelompok umur" and "kelompok_umur" are the same. */
export const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const byName = new Map<string, Column>(
  columns.flatMap((column) => names[column].map((name) => [plain(name), column] as const)),
);

/** The names that we write ourselves, in the order in which a form asks. */
export const headerIn = (language: 'id' | 'en'): string[] =>
  columns.map((column) => names[column][language === 'id' ? 0 : 1]);

/** Positions without a name, such as behind a last delimiter, are null: nothing may stand there. */
export type Header = (Column | null)[];

/**
 * The meaning of a header.
 * @throws Refusal `no-concern-column`, `unknown-columns` or `column-twice`.
 */
export function readHeader(fields: readonly string[]): Header {
  const header = fields.map((name) => byName.get(plain(name)) ?? null);
  const unknown = fields.filter((name, position) => name.trim() !== '' && header[position] === null);
  if (!header.includes('concern')) {
    const seen = named(fields);
    throw new Refusal(
      'bad-input',
      'no-concern-column',
      `The header has ${seen}; expected a column "perihal" or "concern"`,
      { facts: { seen }, fields: onFile },
    );
  }
  if (unknown.length > 0) {
    const seen = named(unknown);
    throw new Refusal(
      'bad-input',
      'unknown-columns',
      `Nobody here knows the columns ${seen}; rename them or take them out, so that nothing in them is lost`,
      { facts: { seen }, fields: onFile },
    );
  }
  const twice = header.find((column, position) => column !== null && header.indexOf(column) !== position);
  if (twice) {
    const seen = named(fields.filter((_, position) => header[position] === twice));
    throw new Refusal('bad-input', 'column-twice', `The columns ${seen} mean the same; join them into one`, {
      facts: { seen },
      fields: onFile,
    });
  }
  return header;
}

/** What is wrong with a file as a whole is said where it is chosen. */
export const onFile = [{ path: 'file', message: 'a table as CSV, with a header' }];

const named = (fields: readonly string[]): string =>
  fields
    .slice(0, 20)
    .map((name) => `“${name.trim().slice(0, 40)}”`)
    .join(', ');
