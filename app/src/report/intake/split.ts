// The verb that makes a part of a report one of its own: another person, another thing, or something for another desk. The
// items named go with it; it waits since the first report came, and only the first one's receipt opens anything.
import { z } from 'zod';
import { Refusal } from '../../kit/errors.ts';
import { idPattern } from '../../kit/ids.ts';
import type { Work } from '../../runtime/database.ts';
import { doVerb } from '../../verbs/verb.ts';
import { file, type Filing, told } from '../filing/file.ts';
import { linkItems } from '../items/store.ts';
import { withoutMedia } from '../no-media.ts';
import { insertEntry } from '../store/entries.ts';
import { type Report, updateReport } from '../store/reports.ts';
import { checkWaiting, hold, seenReport } from './change.ts';
import { splitReasons } from './reasons.ts';
import { unlinkItems } from './store/details.ts';

export const splitReport = doVerb({
  name: 'report.split',
  permission: 'report.work',
  input: z
    .object({
      ...seenReport,
      itemIds: z
        .array(z.string().regex(idPattern('item'), 'the id of an item'))
        .max(500)
        .default([]),
      /** What the new report is about, in the officer's words. */
      story: withoutMedia(z.string().trim().max(10_000, 'at most 10,000 characters')).nullable().default(null),
      reason: z.enum(splitReasons, `one of ${splitReasons.join(', ')}`),
    })
    .refine(({ itemIds, story }) => itemIds.length > 0 || story, {
      message: 'items that go with it, or what it is about',
      path: ['itemIds'],
    }),
  async run({ house, caller, input, now, ...work }) {
    const { report, took } = await hold(work, { caller, now }, input);
    checkWaiting(report);
    const made = await file(work, house, filingOf(report, input.story || null, caller.id, now));
    const items = await moveItems(work, { ...input, from: report.id, to: made.id, by: caller.id, now });
    const [by, at] = [caller.id, now];
    const facts = { into: made.id, items, reason: input.reason };
    await updateReport(work, report.id, {});
    await insertEntry(work, { reportId: report.id, kind: 'split', facts, by, at });
    await insertEntry(work, { reportId: made.id, kind: 'split-from', facts: { report: report.id }, by, at });
    return {
      result: { id: made.id, reference: made.reference, from: report.reference, items },
      event: { thing: report.id, facts: { ...facts, took } },
    };
  },
});

/** The same answers and the same way in, until somebody corrects them; place and contact stay with the first report. */
function filingOf(report: Report, story: string | null, filedBy: string, now: Date): Filing {
  const { channel, anonymity } = report;
  const answers = told.parse({ ...report, story, place: null, contact: null, items: '' });
  return {
    told: answers,
    channel,
    anonymity,
    filedBy,
    partnerReference: null,
    splitFrom: report,
    onceBlind: null,
    now,
  };
}

async function moveItems(
  work: Work,
  given: { itemIds: readonly string[]; from: string; to: string; by: string; now: Date },
): Promise<number> {
  const { itemIds, from, to, by, now } = given;
  const moved = await unlinkItems(work, { reportId: from, itemIds, reason: 'split', by, now });
  if (moved.length !== new Set(itemIds).size)
    throw new Refusal('unprocessable', 'not-its-item', 'Some of these items do not stand with this report', {
      fields: [{ path: 'itemIds', message: 'items of this report' }],
    });
  return linkItems(work, to, moved, 'desk', now);
}
