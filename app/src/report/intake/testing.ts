// What the tests of intake share: a made-up report with its version, and the examples of its verbs for the matrix.
import { newOnce } from '../receipt/index.ts';
import type { House } from '../../runtime/house.ts';
import type { Example, Ground } from '../../testing/matrix.ts';
import { type Caller, nobody } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { fileReport } from '../filing/verbs.ts';
import { readReport, takeReport } from './verbs.ts';

export interface MadeUp {
  id: string;
  reference: string;
}

/** A made-up report from the public form. */
export async function madeUpReport(
  { house, organisationId }: { house: House; organisationId: string },
  more: Record<string, unknown> = {},
): Promise<MadeUp> {
  const told = { concern: 'sextortion', relation: 'self', once: newOnce(), ...more };
  const reporter = { ...nobody, organisationId };
  const { id, reference } = await call(house, fileReport, reporter, told as never);
  return { id, reference };
}

/** A report as it stands, as a page that was loaded just now would name it. */
export async function seen(
  house: House,
  caller: Caller,
  { id }: { id: string },
): Promise<{ id: string; version: number }> {
  const { report } = await call(house, readReport, caller, { id });
  return { id, version: report.version };
}

/** Made-up addresses that belong to nobody. */
export const addresses = 'https://contoh.example/satu\ninstagram: akun_rekaan';

const fresh = (ground: Ground, more = {}) => madeUpReport(ground, { items: addresses, ...more });
const shown = async (ground: Ground, more = {}) => seen(ground.house, ground.maker, await fresh(ground, more));

/** A report that the one who will call has. */
async function held(ground: Ground): Promise<{ id: string; version: number }> {
  const given = await shown(ground);
  await call(ground.house, takeReport, ground.caller, given);
  return seen(ground.house, ground.maker, given);
}

async function itemOf({ house, maker }: Ground, { id }: { id: string }): Promise<string> {
  return (await call(house, readReport, maker, { id })).readable!.items[0]!.id;
}

const facts = { concern: 'grooming', relation: 'friend' };

/** An example of each verb of intake, by its name. */
export const examples: Record<string, Example> = {
  'report.read-queue': { input: async (ground) => fresh(ground).then(() => ({})) },
  'report.read-report': { input: async (ground) => ({ id: (await fresh(ground)).id }) },
  'report.open-text': { input: async (ground) => ({ id: (await fresh(ground, { story: 'Cerita rekaan.' })).id }) },
  'report.take': { input: shown },
  'report.take-next': { input: async (ground) => fresh(ground).then(() => ({})) },
  'report.hand-back': { input: held },
  'report.take-over': {
    async input(ground) {
      const given = await shown(ground);
      const { maker } = ground;
      await call(ground.house, takeReport, maker, given);
      return { ...(await seen(ground.house, maker, given)), from: maker.id };
    },
  },
  'report.move': { input: async (ground) => ({ ...(await shown(ground)), transition: 'triage' }) },
  'report.merge': {
    input: async (ground) => ({ ...(await shown(ground)), into: (await fresh(ground)).id, reason: 'sent-twice' }),
  },
  'report.split': {
    input: async (ground) => ({ ...(await shown(ground)), story: 'Bagian rekaan.', reason: 'another-thing' }),
  },
  'report.change-facts': { input: async (ground) => ({ ...(await shown(ground)), facts }) },
  'report.write-to-reporter': { input: async (ground) => ({ ...(await shown(ground)), body: 'Pesan rekaan.' }) },
  'report.mark-messages-seen': { input: shown },
  'report.add-note': { input: async (ground) => ({ id: (await fresh(ground)).id, body: 'Catatan rekaan.' }) },
  'report.add-items': { input: async (ground) => ({ ...(await shown(ground)), text: 'https://contoh.example/dua' }) },
  'report.remove-item': {
    async input(ground) {
      const given = await shown(ground);
      return { ...given, itemId: await itemOf(ground, given), reason: 'mistyped' };
    },
  },
};
