// Encrypted fields: what is personal is stored under a key of its record, bound to its place, and found by equality only.
// A stolen database without the master key shows neither content nor which values are equal to a guessed one.
import { createSecretKey, type KeyObject } from 'node:crypto';
import { signerFromSeed, signerPart } from '../audit/signing.ts';
import { asNode, type Work } from '../runtime/database.ts';
import { type House, partKey } from '../runtime/house.ts';
import { bindTo, decrypt, derive, encrypt, keyedHash } from './cipher.ts';
import { keepErasureJournal } from './erasures.ts';
import { type Keyring, openIndexSecret, openKeyring } from './keyring.ts';
import { destroyRecordKey, newRecordKeys, readRecordKeys, recordKeyFor, rewrapSome } from './records.ts';

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

/**
 * How every ticket begins. What is sealed begins at random, and one in 13,000 would begin as some kind of media does: a form
 * that carries it would then be refused as if it held a picture.
 */
const ticketMark = 'tik_';

export class Fields {
  readonly #keyring: Keyring;
  readonly #indexSecret: Buffer;
  readonly #journal: (work: Work) => Promise<void>;
  readonly #keys = new Map<string, KeyObject>();

  /** @param journal sees to it, once the transaction is committed, that the journal's file learns of an erasure. */
  constructor(keyring: Keyring, indexSecret: Buffer, journal: (work: Work) => Promise<void>) {
    this.#keyring = keyring;
    this.#indexSecret = indexSecret;
    this.#journal = journal;
  }

  /**
   * Encrypts columns of one record, in the organisation of the transaction. Nothing (null) stays nothing.
   * @param at the row that will hold them, and the record whose key it is: the row itself where none is named, or what
   *   it belongs to and is erased with, such as the report of a message.
   * @throws Refusal `record-erased`.
   */
  async seal<Column extends string, Value extends string | null>(
    work: Work,
    at: { table: string; id: string; record?: string },
    values: Record<Column, Value>,
  ): Promise<Record<Column, Value extends string ? Buffer : Buffer | null>> {
    const entries = Object.entries<string | null>(values);
    if (entries.every(([, value]) => value === null)) return values as never; // no key is made for nothing
    const key = await recordKeyFor(work, this.#keyring, at.record ?? at.id);
    const sealed = entries.map(([column, value]) => [
      column,
      value === null ? null : encrypt(key, Buffer.from(value, 'utf8'), bindTo(at.table, at.id, column)),
    ]);
    return Object.fromEntries(sealed);
  }

  /**
   * Encrypts columns of records that are being made in this transaction, any number with one query for their keys. Rows
   * with nothing to encrypt get no key. @throws Error when one of the records has a key already.
   */
  async sealNew<Column extends string>(
    work: Work,
    table: string,
    rows: readonly { id: string; values: Record<Column, string | null> }[],
  ): Promise<Record<Column, Buffer | null>[]> {
    const holding = rows.filter(({ values }) => Object.values(values).some((value) => value !== null));
    const keys = await newRecordKeys(
      work,
      this.#keyring,
      holding.map(({ id }) => id),
    );
    return rows.map(({ id, values }) => {
      const sealed = Object.entries<string | null>(values).map(([column, value]) => [
        column,
        value === null ? null : encrypt(keys.get(id)!, Buffer.from(value, 'utf8'), bindTo(table, id, column)),
      ]);
      return Object.fromEntries(sealed);
    });
  }

  /**
   * Decrypts columns of rows of one table, with one query for all their keys.
   * @param recordOf the record that a row was sealed under; the row itself where nothing else is said.
   * @throws Error when a value was changed, or stands in another row or column than it was sealed for.
   */
  async unseal<Row extends { id: string }, Column extends keyof Row & string>(
    work: Work,
    table: string,
    rows: readonly Row[],
    columns: readonly Column[],
    recordOf: (row: Row) => string = ({ id }) => id,
  ): Promise<Opened<Row, Column>[]> {
    const holding = rows.filter((row) => columns.some((column) => row[column] !== null));
    const keys = await readRecordKeys(work, this.#keyring, [...new Set(holding.map(recordOf))]);
    return rows.map((row) => {
      const key = keys.get(recordOf(row)) ?? null;
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
    return keyedHash(this.#keyFor(`suaka blind ${purpose}`), normalisedText);
  }

  // Derived once: a key object is dear to make, and each form that is sent needs several.
  #keyFor(purpose: string): KeyObject {
    let key = this.#keys.get(purpose);
    if (key === undefined) {
      key = createSecretKey(derive(this.#indexSecret, purpose));
      this.#keys.set(purpose, key);
    }
    return key;
  }

  /**
   * A ticket that a page carries from one step to the next: sealed content that only this desk opens, until it expires.
   * Nothing of it is stored. @param purpose tickets of another purpose do not open.
   */
  sealTicket(purpose: string, content: Record<string, unknown>, expiresAt: Date): string {
    const plain = Buffer.from(JSON.stringify({ ...content, expiresAt: expiresAt.getTime() }), 'utf8');
    return ticketMark + encrypt(this.#ticketKey(purpose), plain, bindTo('ticket', purpose)).toString('base64url');
  }

  /** What `sealTicket` sealed; null when it expired, was changed, or never was a ticket. */
  openTicket(purpose: string, ticket: string, now: Date): Record<string, unknown> | null {
    const sealed = Buffer.from(ticket.slice(ticketMark.length), 'base64url');
    // Node's decoder passes over signs that are none and over a left-over one: a ticket is exactly what was sealed.
    if (ticketMark + sealed.toString('base64url') !== ticket) return null;
    try {
      const plain = decrypt(this.#ticketKey(purpose), sealed, bindTo('ticket', purpose));
      const { expiresAt, ...content } = JSON.parse(plain.toString('utf8'));
      return expiresAt > now.getTime() ? content : null;
    } catch {
      return null;
    }
  }

  #ticketKey(purpose: string): KeyObject {
    return this.#keyFor(`suaka ticket ${purpose}`);
  }

  /** 32 secret bytes for one purpose: the same on every node, and after the master key was changed. */
  secretFor(purpose: string): Buffer {
    return derive(this.#indexSecret, `suaka secret ${purpose}`);
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
 * Opens the keys and places them in the house, with the signer that follows from them. With a new master key before the
 * old one, everything that the old one wraps is wrapped anew first, and the log says when the old one may be removed.
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
  const fields = house.place(fieldsPart, new Fields(keyring, indexSecret, journal));
  house.place(signerPart, signerFromSeed(fields.secretFor('audit.signing')));
  return fields;
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
