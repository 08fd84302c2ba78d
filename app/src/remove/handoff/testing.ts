// What tests of hand-overs share: removals that may go to a hotline, and examples for the permission matrix.
import { newId } from '../../kit/ids.ts';
import { classifyItem, giveSecondOpinion } from '../../report/index.ts';
import { inOrganisation } from '../../runtime/database.ts';
import { callerOf } from '../../testing/house.ts';
import type { Example, Ground } from '../../testing/matrix.ts';
import { call } from '../../verbs/verb.ts';
import { setIssuer } from '../issuer/verbs.ts';
import { madeUpRemoval } from '../locate/testing.ts';
import { removalOfItem, type Removal, type RemovalChanges, updateRemoval } from '../removal/store.ts';
import { placeHold } from './holds.ts';
import { handToHotline, handToPolice } from './verbs.ts';

type Where = Pick<Ground, 'house' | 'organisationId'>;

/** On the word of a made-up body, by two people. */
export async function classify({ house, organisationId }: Where, itemId: string, value = 'national'): Promise<void> {
  const analyst = () => callerOf(organisationId, ['report.classify'], newId('person'));
  const on = { basis: 'authorised-body', body: 'Lembaga Rekaan', bodyCategory: 'other:other', bodyReference: 'RKN-1' };
  const said = { itemId, value, on } as never;
  const { id: firstId } = await call(house, classifyItem, analyst(), said);
  await call(house, giveSecondOpinion, analyst(), { ...(said as object), firstId } as never).catch(() => {}); // some need none
}

/** A removal of a classified address that lies in a country with a hotline. */
export async function abroad(where: Where, changes: RemovalChanges = {}): Promise<Removal> {
  const removal = await madeUpRemoval(where);
  await classify(where, removal.itemId);
  return inOrganisation(where.house.database, where.organisationId, async (work) => {
    // Where the desk follows classifications it may have been taken on by itself; it is the same removal.
    const { id } = (await removalOfItem(work, removal.itemId))!;
    await updateRemoval(work, id, { state: 'located', country: 'NL', ...changes });
    return (await removalOfItem(work, removal.itemId))!;
  });
}

export const madeUpIssuer = {
  unit: 'Unit Penghapusan Rekaan',
  contact: 'penghapusan@badan-rekaan.example',
  country: 'ID',
  zone: 'Asia/Jakarta' as const,
  redressId: 'Jawab pemberitahuan ini, atau ajukan keberatan di halaman publik meja ini.',
  redressEn: 'Answer this notice, or contest it on the public page of this desk.',
  policeFirst: true,
};

const toHotline = async (ground: Ground) => {
  await call(ground.house, setIssuer, ground.maker, madeUpIssuer);
  const { id: removalId } = await abroad(ground);
  return { id: (await call(ground.house, handToHotline, ground.maker, { removalId })).id };
};
const toPolice = async (ground: Ground) => {
  const { id: removalId } = await madeUpRemoval(ground);
  return { id: (await call(ground.house, handToPolice, ground.maker, { removalId })).id };
};
/** A hold that somebody else placed. */
const held = async (ground: Ground) => {
  const { id: removalId } = await madeUpRemoval(ground);
  const other = callerOf(ground.organisationId, ['remove.work'], newId('person'));
  return { id: (await call(ground.house, placeHold, other, { removalId, reference: 'RKN-POL-1' })).id };
};

/** Examples for the permission matrix. */
export const examples: Record<string, Example> = {
  'remove.hand-to-police': { input: async (ground) => ({ removalId: (await madeUpRemoval(ground)).id }) },
  'remove.hand-to-hotline': { input: async (ground) => ({ removalId: (await abroad(ground)).id }) },
  'remove.export-to-hotline': { input: toHotline },
  'remove.note-receipt': { input: toPolice },
  'remove.note-returned': { input: async (ground) => ({ ...(await toHotline(ground)), action: 1 }) },
  'remove.read-hand-offs': { input: async (ground) => ({ removalId: (await madeUpRemoval(ground)).id }) },
  'remove.place-hold': {
    input: async (ground) => ({ removalId: (await madeUpRemoval(ground)).id, reference: 'RKN-POL-1' }),
  },
  'remove.renew-hold': { input: async (ground) => ({ ...(await held(ground)), reference: 'RKN-POL-2' }) },
  'remove.end-hold': { input: held },
};
