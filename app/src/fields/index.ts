// Encrypted fields: what is personal is stored under a key of its record, bound to its place, and found by equality only.
// A stolen database without the master key shows neither content nor which values are equal to a guessed one.
import { asNode, type Work } from '../runtime/database.ts';
import { type House, partKey } from '../runtime/house.ts';
import { bindTo, decrypt, derive, encrypt, keyedHash } from './cipher.ts';
import { keepErasureJournal } from './erasures.ts';
import { type Keyring, openIndexSecret, openKeyring } from './keyring.ts';
import { destroyRecordKey, readRecordKeys, recordKeyFor, rewrapSome } from './records.ts';

export {
  type Erasure,
  erasureJournal,
  keepErasureJournal,
  readErasureJournal,
  readErasures,
  repeatErasures,
} from './erasures.ts';
export { checkMasterKeys, type KnownKey, neededMasterKeys } from './keyring.ts';

/** A row whose sealed columns were opened: text, or null where nothing was stored or the record was erased. */
export type Opened<Row, Column extends keyof Row> = Omit<Row, Column> & Record<Column, string | null>;

export class Fields {
  readonly #keyring: Keyring;
  readonly #indexSecret: Buffer;
  readonly #journal: (work: Work) => Promise<void>;
  readonly #blindKeys = new Map<string, Buffer>();

  /** @param journal sees to it, once the transaction is committed, that the journal's file learns of an erasure. */
  constructor(keyring: Keyring, indexSecret: Buffer, journal: (work: Work) => Promise<void>) {
    this.#keyring = keyring;
    this.#indexSecret = indexSecret;
    this.#journal = journal;
  }

  /**
   * Encrypts columns of one record, in the organisation of the transaction. Nothing (null) stays nothing.
   * @param at the row that will hold them; its id names the record and its key.
   * @throws Error when the record was erased.
   */
  async seal<Column extends string, Value extends string | null>(
    work: Work,
    at: { table: string; id: string },
    values: Record<Column, Value>,
  ): Promise<Record<Column, Value extends string ? Buffer : Buffer | null>> {
    const key = await recordKeyFor(work, this.#keyring, at.id);
    const sealed = Object.entries<string | null>(values).map(([column, value]) => [
      column,
      value === null ? null : encrypt(key, Buffer.from(value, 'utf8'), bindTo(at.table, at.id, column)),
    ]);
    return Object.fromEntries(sealed);
  }

  /**
   * Decrypts columns of rows of one table, with one query for all their keys.
   * @throws Error when a value was changed, or stands in another row or column than it was sealed for.
   */
  async unseal<Row extends { id: string }, Column extends keyof Row & string>(
    work: Work,
    table: string,
    rows: readonly Row[],
    columns: readonly Column[],
  ): Promise<Opened<Row, Column>[]> {
    const holding = rows.filter((row) => columns.some((column) => row[column] !== null));
    const keys = await readRecordKeys(
      work,
      this.#keyring,
      holding.map((row) => row.id),
    );
    return rows.map((row) => {
      const key = keys.get(row.id) ?? null;
      const opened = columns.map((column) => [column, open(key, row[column], bindTo(table, row.id, column))]);
      return { ...row, ...Object.fromEntries(opened) };
    });
  }

  /**
   * 32 bytes that are equal exactly when purpose and text are: for an index that finds a value without showing it.
   * @param purpose such as `access.email`: the same text under another purpose gives unrelated bytes.
   * @param normalisedText brought to one form by the caller, so that what means the same is equal.
   */
  blind(purpose: string, normalisedText: string): Buffer {
    let key = this.#blindKeys.get(purpose);
    if (key === undefined) {
      key = derive(this.#indexSecret, `suaka blind ${purpose}`);
      this.#blindKeys.set(purpose, key);
    }
    return keyedHash(key, normalisedText);
  }

  /** Destroys the key of a record: its encrypted fields are gone, here and (by the journal) in restored backups. */
  async eraseRecord(work: Work, id: string, now: Date): Promise<void> {
    await destroyRecordKey(work, id, now);
    await this.#journal(work);
  }
}

function open(key: Buffer | null, sealed: unknown, place: Buffer): string | null {
  if (sealed === null || key === null) return null;
  return decrypt(key, sealed as Buffer, place).toString('utf8');
}

/** Where the fields stand in the house. */
export const fieldsPart = partKey<Fields>('fields');

/**
 * Opens the keys and places them in the house. With a new master key before the old one, everything that the old one
 * wraps is wrapped anew first, and the log says when the old one may be removed.
 * @throws Error when the master key is missing, readable by others, malformed, or not the one this database needs.
 */
export async function openFields(house: House): Promise<Fields> {
  const { database, configuration } = house;
  const { keyring, indexSecret } = await asNode(database, async (work) => {
    const keyring = await openKeyring(work, configuration, house.now());
    return { keyring, indexSecret: await openIndexSecret(work, keyring) };
  });
  await retireOldKeys(house, keyring);
  await openJournal(house);
  const journal = ({ client }: Work) => house.jobs.enqueue(client, journalJob, {}, { once: journalJob });
  return house.place(fieldsPart, new Fields(keyring, indexSecret, journal));
}

const journalJob = 'fields.keep-erasure-journal';

/** Lets the file catch up with what was erased on other nodes, or just before this one was killed. */
async function openJournal({ database, configuration, jobs, log }: House): Promise<void> {
  const keep = () => keepErasureJournal(database, configuration);
  await jobs.handle(journalJob, async () => void (await keep()));
  await keep().catch((fault) =>
    log.error(
      { err: fault },
      'the journal of erasures cannot be kept: an older backup would bring erased records back',
    ),
  );
}

async function retireOldKeys(house: House, keyring: Keyring): Promise<void> {
  let rewrapped = 0;
  let some: number;
  do {
    some = await asNode(house.database, (work) => rewrapSome(work, keyring));
    rewrapped += some;
  } while (some > 0);
  const { rowCount } = await asNode(house.database, ({ client }) =>
    client.query(
      `UPDATE fields.master_key m SET retired_at = $2 WHERE version < $1 AND retired_at IS NULL
         AND NOT EXISTS (SELECT FROM fields.record_key k WHERE k.key_version = m.version)`,
      [keyring.current, house.now()],
    ),
  );
  if (rowCount) house.log.info({ version: keyring.current, rewrapped }, 'the old master key may be removed');
}
