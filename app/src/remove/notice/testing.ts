// Examples for the permission matrix: removals, notices in each state, and what the process follows. Made by whoever may do
// everything in the organisation, so that any caller finds the same.
import { newId } from '../../kit/ids.ts';
import { classifyItem, recordReport } from '../../report/index.ts';
import { inOrganisation } from '../../runtime/database.ts';
import type { Example, Ground } from '../../testing/matrix.ts';
import { call } from '../../verbs/verb.ts';
import { keepPlatform } from '../directory/index.ts';
import { setIssuer } from '../issuer/verbs.ts';
import { moveRemoval } from '../removal/move.ts';
import { lockRemovals } from '../removal/store.ts';
import { takeOn } from '../removal/take-on.ts';
import { draftNotice } from './draft.ts';
import { noteAnswer } from './answers.ts';
import { readNotice } from './read.ts';
import { sendNotice } from './send.ts';
import { proposeNotice } from './sign.ts';

let unique = 0;

/** An item on which a ground is in force; on one word, so that one person can make it. */
export async function groundedItem({ house, organisationId, maker }: Ground): Promise<string> {
  const items = `https://contoh-matriks-${(unique += 1)}.example/jalan`;
  const told = { concern: 'sextortion', channel: 'phone', anonymity: 'anonymous', items } as const;
  const { id: reportId } = await call(house, recordReport, maker, told);
  const itemId = await inOrganisation(house.database, organisationId, async ({ client }) => {
    const { rows } = await client.query('SELECT item_id FROM report.report_item WHERE report_id = $1', [reportId]);
    return rows[0].item_id as string;
  });
  const on = {
    basis: 'authorised-body',
    body: 'Lembaga Rekaan',
    bodyCategory: 'other:other',
    bodyReference: 'RKN-1',
  } as const;
  await call(house, classifyItem, maker, { itemId, value: 'extortion', on });
  return itemId;
}

/** A removal that is located at a recipient of the directory. */
export async function locatedRemoval(ground: Ground): Promise<{ removalId: string; platformId: string }> {
  const { house, organisationId, maker } = ground;
  await call(house, setIssuer, maker, issuer);
  const { id: removalId } = await call(house, takeOn, maker, { itemId: await groundedItem(ground) });
  const { id: platformId } = await call(house, keepPlatform, maker, {
    name: `Platform Rekaan ${(unique += 1)}`,
    kind: 'platform',
    country: 'ID',
    language: 'id',
    way: 'form',
    form: 'https://platform-rekaan.example/lapor',
  } as never);
  await inOrganisation(house.database, organisationId, async (work) => {
    const [removal] = await lockRemovals(work, [removalId]);
    await moveRemoval(work, removal!, {
      transition: 'locate',
      changes: { platformId, country: 'SG' },
      by: null,
      at: house.now(),
    });
  });
  return { removalId, platformId };
}

const issuer = {
  unit: 'Unit Rekaan',
  contact: 'penghapusan@badan-rekaan.example',
  country: 'ID',
  zone: 'Asia/Jakarta',
  redressId: 'Jawab pemberitahuan ini.',
  redressEn: 'Answer this notice.',
  policeFirst: false,
} as const;

async function shown(ground: Ground, id: string): Promise<{ id: string; version: number }> {
  const { notice } = await call(ground.house, readNotice, ground.maker, { id });
  return { id, version: notice.version };
}

export async function draft(
  ground: Ground,
  reach: 'items' | 'site' = 'items',
): Promise<{ id: string; version: number }> {
  const { removalId, platformId } = await locatedRemoval(ground);
  const proportionality = 'Langkah yang lebih ringan sudah dicoba berulang kali. '.repeat(3);
  const given = { removalIds: [removalId], platformId, reach, proportionality };
  const { id } = await call(ground.house, draftNotice, ground.maker, given);
  return shown(ground, id);
}

async function proposed(ground: Ground, reach: 'items' | 'site' = 'items') {
  const { id, version } = await draft(ground, reach);
  await call(ground.house, proposeNotice, ground.maker, { id, version });
  return shown(ground, id);
}

export async function sent(ground: Ground): Promise<{ id: string; version: number }> {
  const { id, version } = await proposed(ground);
  await call(ground.house, sendNotice, ground.maker, { id, version });
  return shown(ground, id);
}

async function refused(ground: Ground) {
  const seen = await sent(ground);
  await call(ground.house, noteAnswer, ground.maker, { ...seen, state: 'refused', refusedFor: 'other' });
  return shown(ground, seen.id);
}

/** Verbs that only the process may use: no role and no key has their permission. */
const noticeOf = async (ground: Ground) => ({ noticeId: (await sent(ground)).id });

export const examples: Record<string, Example> = {
  'remove.read-issuer': { input: () => ({}) },
  'remove.set-issuer': { input: () => issuer },
  'remove.take-on': { input: async (ground) => ({ itemId: await groundedItem(ground) }) },
  'remove.follow-classification': { input: async (ground) => ({ itemId: await groundedItem(ground) }) },
  'remove.stop': {
    input: async (ground) => ({ id: (await locatedRemoval(ground)).removalId, version: 2, reason: 'not-ours' }),
  },
  'remove.read-overview': { input: () => ({}) },
  'remove.read-removals': { input: () => ({ states: ['located'] }) },
  'remove.read-removal': { input: async (ground) => ({ id: (await locatedRemoval(ground)).removalId }) },
  'remove.read-removals-of-items': { input: async (ground) => ({ itemIds: [await groundedItem(ground)] }) },
  'remove.draft-notice': {
    async input(ground) {
      const { removalId, platformId } = await locatedRemoval(ground);
      return { removalIds: [removalId], platformId };
    },
  },
  'remove.change-notice': { input: (ground) => draft(ground) },
  'remove.discard-notice': { input: (ground) => draft(ground) },
  'remove.propose-notice': { input: (ground) => draft(ground) },
  'remove.approve-notice': { input: (ground) => proposed(ground, 'site') },
  'remove.send-notice': { input: (ground) => proposed(ground) },
  'remove.note-answer': { input: async (ground) => ({ ...(await sent(ground)), state: 'complied' }) },
  'remove.note-handed-over': { input: sent },
  'remove.take-answer': {
    input: async (ground) => ({
      ...(await noticeOf(ground)),
      state: 'acknowledged',
      at: ground.house.now(),
      acknowledgedAt: ground.house.now(),
    }),
  },
  'remove.escalate-notice': { input: refused },
  'remove.withdraw-notice': { input: async (ground) => ({ ...(await sent(ground)), reason: 'made-in-error' }) },
  'remove.suspend-clock': {
    input: async (ground) => ({ ...(await sent(ground)), reason: 'stayed' }),
    refusals: ['no-clock-to-stop'],
  },
  'remove.resume-clock': { input: sent, refusals: ['no-clock-to-start'] },
  'remove.read-notices': { input: () => ({ states: ['sent'] }) },
  'remove.read-notices-of': { input: async (ground) => ({ id: (await locatedRemoval(ground)).removalId }) },
  'remove.read-notice-clocks': { input: () => ({}) },
  'remove.read-notice': { input: async (ground) => ({ id: (await draft(ground)).id }) },
  'remove.read-rules-for': { input: () => ({ ground: 'trafficking' }) },
  'remove.follow-hand-over': { input: noticeOf },
  'remove.follow-failure': { input: noticeOf },
  'remove.follow-breach': { input: noticeOf },
  'remove.follow-waiver': { input: noticeOf },
  'remove.follow-contest': { input: () => ({ contestId: newId('contest') }) },
};
