// What tests of transparency share: notices that were sent, written straight into the tables as the sending writes them, and
// examples for the matrix.
import { fieldsPart } from '../../fields/index.ts';
import { newId } from '../../kit/ids.ts';
import { dayMs } from '../../kit/time.ts';
import { asOwner, inOrganisation, type Work } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { callerOf } from '../../testing/house.ts';
import type { Example, Ground } from '../../testing/matrix.ts';
import { type Caller, nodeCaller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { sha256 } from '../notice/sealed.ts';
import type { NoticeState, RemovalGround } from '../states.ts';
import { approveDisclosure, requestDisclosure } from './disclosure/verbs.ts';
import { newSalt } from './log/format.ts';
import { sealDay } from './log/seal.ts';

export interface MadeUpNotice {
  sentAt: Date;
  basis?: 'statutory' | 'voluntary';
  ruleId?: string;
  ground?: RemovalGround;
  recipient?: 'platform' | 'host' | 'registrar' | 'search' | 'regulator';
  reach?: 'items' | 'site' | 'registrar';
  state?: NoticeState;
}

export interface SentNotice {
  id: string;
  reference: string;
  text: string;
  salt: Buffer;
}

let unique = 0;
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** A reference as notices bear it, a new one each time. */
function reference(): string {
  unique += 1;
  const written = Array.from({ length: 8 }, (_, place) => digits[(unique >> (5 * (7 - place))) & 31]).join('');
  return `${written.slice(0, 4)}-${written.slice(4)}`;
}

/** A notice that was sent, in a transaction of the organisation. */
export async function insertSent(work: Work, house: House, given: MadeUpNotice): Promise<SentNotice> {
  const { sentAt, basis = 'statutory', ruleId = 'id-contoh', ground = 'child-sexual-exploitation' } = given;
  const { recipient = 'platform', reach = 'items', state = 'sent' } = given;
  const [id, salt] = [newId('notice', sentAt), newSalt()];
  const document = madeUpDocument({ reference: reference(), issuedAt: sentAt.toISOString(), basis, ground, reach });
  const text = JSON.stringify(document);
  const sealed = await house
    .part(fieldsPart)
    .seal(
      work,
      { table: 'remove.notice', id },
      { sealed: text, salt: salt.toString('base64'), reasons: 'Alasan rekaan' },
    );
  await work.client.query(
    `INSERT INTO remove.notice (id, organisation_id, reference, platform_id, state, reach, basis, ground, rule_id, rule_version,
       authority_id, ladder, rung, language, way, reasons, proportionality, drafted_by, drafted_at, sealed, sealed_sha256, salt,
       sent_by, sent_at, withdrawn_for)
     VALUES ($1, runtime.organisation(), $2, $3, $4, $5, $6, $7, $8, $9, $10, 'contoh', 0, 'id', 'mail', $11, $12, 'per_contoh', $13,
       $14, $15, $16, 'per_contoh', $13, $17)`,
    [
      id,
      document.reference,
      await platformOf(work, recipient, sentAt),
      state,
      reach,
      basis,
      ground,
      ...(basis === 'statutory' ? [ruleId, 1, await authorityOf(work, sentAt)] : [null, null, null]),
      sealed.reasons,
      reach === 'items' ? null : sealed.reasons,
      sentAt,
      sealed.sealed,
      sha256(Buffer.from(text, 'utf8')),
      sealed.salt,
      state === 'withdrawn' ? 'made-in-error' : null,
    ],
  );
  return { id, reference: document.reference, text, salt };
}

/** The same in a transaction of its own. */
export const sent = (house: House, organisationId: string, given: MadeUpNotice): Promise<SentNotice> =>
  inOrganisation(house.database, organisationId, (work) => insertSent(work, house, given));

/** As much of a sealed notice as the log looks at, and an address that must never be in public. */
function madeUpDocument(given: { reference: string; issuedAt: string; basis: string; ground: string; reach: string }) {
  const items = [{ number: 1, kind: 'url', address: 'https://contoh.example/halaman' }];
  return { kind: 'suaka-notice', version: 1, ...given, reasons: 'Alasan rekaan', items };
}

async function platformOf({ client }: Work, kind: string, at: Date): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM remove.platform WHERE organisation_id = runtime.organisation() AND kind = $1 AND name = 'Contoh' LIMIT 1`,
    [kind],
  );
  if (rows[0]) return rows[0].id;
  const id = newId('platform', at);
  await client.query(
    `INSERT INTO remove.platform (id, organisation_id, name, kind, language, way, form, made_at)
     VALUES ($1, runtime.organisation(), 'Contoh', $2, 'id', 'form', 'https://contoh.example/form', $3)`,
    [id, kind, at],
  );
  return id;
}

async function authorityOf({ client }: Work, at: Date): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    'SELECT id FROM clocks.authority WHERE organisation_id = runtime.organisation() LIMIT 1',
  );
  if (rows[0]) return rows[0].id;
  const id = newId('authority', at);
  await client.query(
    `INSERT INTO clocks.authority (id, organisation_id, kind, document, valid_from, recorded_by, recorded_at)
     VALUES ($1, runtime.organisation(), 'regulator', 'Keputusan contoh', '2030-01-01', 'per_contoh', $2)`,
    [id, at],
  );
  return id;
}

export interface MadeUpRemoval {
  askedAt: Date;
  ground?: RemovalGround;
  state?: string;
  grade?: string | null;
  removedAt?: Date | null;
}

/** A removal that was asked for, with an item of its own. */
export async function insertRemovals(
  house: House,
  organisationId: string,
  given: readonly MadeUpRemoval[],
): Promise<void> {
  await inOrganisation(house.database, organisationId, async (work) => {
    const fields = house.part(fieldsPart);
    for (const { askedAt, ground = 'grooming', state = 'notice-open', grade = null, removedAt = null } of given) {
      const item = newId('item', askedAt);
      const { value } = await fields.seal(
        work,
        { table: 'report.item', id: item },
        { value: `https://contoh.example/${item}` },
      );
      await insertItem(work, { item, value: value!, blind: fields.blind('report.item', item), at: askedAt });
      await work.client.query(
        `INSERT INTO remove.removal (id, organisation_id, item_id, ground, state, grade, graded_at, asked_at, removed_at, taken_on_at,
           state_at, stopped_for) VALUES ($1, runtime.organisation(), $2, $3, $4, $5, $6, $7, $8, $7, $7, $9)`,
        [
          newId('removal', askedAt),
          item,
          ground,
          state,
          grade,
          grade === null ? null : removedAt,
          askedAt,
          removedAt,
          state === 'stopped' ? 'contest' : null,
        ],
      );
    }
  });
}

async function insertItem(
  { client }: Work,
  { item, value, blind, at }: { item: string; value: Buffer; blind: Buffer; at: Date },
): Promise<void> {
  await client.query(
    `INSERT INTO report.item (id, organisation_id, kind, state, value, value_blind, first_seen_at, last_seen_at)
     VALUES ($1, runtime.organisation(), 'url', 'classified', $2, $3, $4, $4)`,
    [item, value, blind, at],
  );
}

/** When the organisation says that it was founded. */
export const foundedOn = (house: House, organisationId: string, at: Date): Promise<unknown> =>
  asOwner(house.database, ({ client }) =>
    client.query(
      `ALTER TABLE access.organisation NO FORCE ROW LEVEL SECURITY;
       UPDATE access.organisation SET created_at = '${at.toISOString()}' WHERE id = '${organisationId}';
       ALTER TABLE access.organisation FORCE ROW LEVEL SECURITY`,
    ),
  );

export const supervisor = (organisationId: string): Caller =>
  callerOf(organisationId, ['remove.look', 'remove.supervise'], newId('person'));

/** Seals the day before the house's clock, with one made-up notice of that day in it; which day it is. */
async function sealedDay({ house, organisationId }: Ground): Promise<string> {
  await sent(house, organisationId, { sentAt: new Date(house.now().getTime() - dayMs) });
  return (await call(house, sealDay, nodeCaller(organisationId, ['remove.follow']), {})).day;
}

const daysOf = (day: string) => ({ from: day, to: day, body: 'Lembaga Pengawas Rekaan', basis: 'Surat contoh' });

async function requested(ground: Ground, by: Caller = supervisor(ground.organisationId)): Promise<{ id: string }> {
  return call(ground.house, requestDisclosure, by, daysOf(await sealedDay(ground).catch(() => lastSealed(ground))));
}

// The matrix makes an example for many callers of one organisation: the day is sealed by the first.
async function lastSealed({ house, organisationId }: Ground): Promise<string> {
  return inOrganisation(house.database, organisationId, async ({ client }) => {
    const { rows } = await client.query('SELECT max(day)::text AS day FROM remove.batch');
    return rows[0].day;
  });
}

export const examples: Record<string, Example> = {
  'remove.read-transparency': { input: () => ({}), open: 'anyone', refusals: ['not-set-up'] },
  'remove.list-log': {
    input: async (ground) => requested(ground).then(() => ({})),
    open: 'anyone',
    refusals: ['not-set-up'],
  },
  'remove.read-log': {
    input: async (ground) => requested(ground).then(() => ({ after: 0 })),
    open: 'anyone',
    refusals: ['not-set-up'],
  },
  'remove.seal-day': { input: () => ({}) },
  'remove.publish-period': { input: () => ({}) },
  'remove.request-disclosure': {
    input: async (ground) => requested(ground).then(async () => daysOf(await lastSealed(ground))),
  },
  'remove.read-disclosures': { input: async (ground) => requested(ground).then(() => ({})) },
  'remove.approve-disclosure': { input: (ground) => requested(ground) },
  'remove.decline-disclosure': { input: (ground) => requested(ground) },
  'remove.disclose-notices': {
    async input(ground) {
      const asked = await requested(ground, { ...ground.caller, permissions: new Set(['remove.supervise']) });
      await call(ground.house, approveDisclosure, supervisor(ground.organisationId), asked);
      return asked;
    },
  },
};
