// Verbs that read notices: lists, and one with what it says, whose names stand under it, its clocks and its deliveries.
import { z } from 'zod';
import { namesOf } from '../../access/index.ts';
import { deadlinesOf, standingsOf } from '../../clocks/index.ts';
import { fieldsPart } from '../../fields/index.ts';
import { deliveriesOf } from '../../outside/index.ts';
import { askVerb } from '../../verbs/verb.ts';
import { findPlatform, isVouchedFor } from '../directory/index.ts';
import { findIssuer } from '../issuer/store.ts';
import { grounds, noticeStateNames } from '../states.ts';
import { removalId } from '../removal/take-on.ts';
import { readEntries } from '../store/entries.ts';
import { missingIn } from './complete.ts';
import { composeNotice, isReachable } from './compose.ts';
import { countNotices, listByClock, listNotices, noticesOfRemoval } from './lists.ts';
import { noticeId, ownNotice } from './own.ts';
import { readSealedNotice } from './sealed.ts';
import { openSecrets } from './secrets.ts';
import { namesNeeded } from './sign.ts';
import { followerOf, itemsOfNotice, signaturesOf } from './store.ts';

export const pageSize = 50;

export const readNotices = askVerb({
  name: 'remove.read-notices',
  permission: 'remove.look',
  input: z.object({
    states: z.array(z.enum(noticeStateNames, `one of ${noticeStateNames.join(', ')}`)).min(1, 'at least one state'),
    platformId: z.string().nullable().default(null),
    after: z
      .object({ at: z.coerce.date('a time such as 2031-03-14T01:59:26Z'), id: noticeId })
      .nullable()
      .default(null),
  }),
  async run({ input, client }) {
    const rows = await listNotices({ client }, { ...input, limit: pageSize + 1 });
    const shown = rows.slice(0, pageSize);
    const last = shown.at(-1);
    return { rows: shown, next: rows.length > pageSize && last ? { at: last.draftedAt, id: last.id } : null };
  },
});

/** What the overview shows of notices: how many stand where, and those that are out by their clocks. */
export const readNoticeClocks = askVerb({
  name: 'remove.read-notice-clocks',
  permission: 'remove.look',
  input: z.object({}),
  async run({ client }) {
    const work = { client };
    return { counts: await countNotices(work), clocks: await listByClock(work, 10) };
  },
});

/** The notices about a removal, oldest first. */
export const readNoticesOf = askVerb({
  name: 'remove.read-notices-of',
  permission: 'remove.look',
  input: z.object({ id: removalId }),
  run: ({ input, client }) => noticesOfRemoval({ client }, input.id),
});

/** A notice as its page shows it. The record keeps who read it: it names addresses. */
export const readNotice = askVerb({
  name: 'remove.read-notice',
  permission: 'report.read',
  input: z.object({ id: noticeId }),
  audited: ({ id }) => id,
  async run({ house, input, now, client }) {
    const work = { client };
    const notice = await ownNotice(work, input.id);
    const secrets = await openSecrets(work, house, notice.id);
    const signatures = await signaturesOf(work, notice.id);
    const entries = await readEntries(work, notice.id);
    const platform = (await findPlatform(work, notice.platformId))!;
    const draft = notice.sentAt === null && (await findIssuer(work)) ? await composeNotice(work, house, notice) : null;
    const people = [...signatures.map(({ personId }) => personId), ...entries.map(({ by }) => by), notice.draftedBy];
    return {
      notice,
      platform,
      items: await itemsOfNotice(work, notice.id),
      /** What it says: as it was sealed, or as the draft stands; null while no issuer is set. */
      document:
        secrets.sealed === null ? (draft?.composed ?? null) : readSealedNotice(Buffer.from(secrets.sealed, 'utf8')),
      lacking:
        draft === null
          ? []
          : missingIn(draft.composed, isReachable(house, notice, draft.platform), isVouchedFor(draft.platform)),
      issuerSet: draft !== null || notice.sentAt !== null,
      /** The notice that it follows on its ladder, and the one that was drafted to follow it. */
      before: notice.after === null ? null : await ownNotice(work, notice.after),
      follower: await followerOf(work, notice.id),
      reasons: secrets.reasons,
      proportionality: secrets.proportionality,
      answer: secrets.answer,
      signatures,
      namesNeeded: namesNeeded(notice),
      rules: await standingsOf(work, { ground: notice.ground }, now),
      deadlines: (await deadlinesOf(work, [notice.id])).get(notice.id) ?? [],
      deliveries: await deliveriesOf(work, notice.id),
      entries,
      names: await namesOf(work, house.part(fieldsPart), people),
    };
  },
});
export type NoticeSight = Awaited<ReturnType<typeof readNotice.perform>>;

/** What a new notice can stand on: the rules about a ground, with what each needs. */
export const readRulesFor = askVerb({
  name: 'remove.read-rules-for',
  permission: 'remove.look',
  input: z.object({ ground: z.enum(grounds, `one of ${grounds.join(', ')}`) }),
  run: ({ input, now, client }) => standingsOf({ client }, { ground: input.ground }, now),
});
