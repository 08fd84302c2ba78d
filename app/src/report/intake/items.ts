// Verbs that add items to a report and take them off it. What is found in a text is offered and never joined by itself:
// a victim's own number may stand there.
import { z } from 'zod';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { idPattern } from '../../kit/ids.ts';
import { doVerb } from '../../verbs/verb.ts';
import { readGiven } from '../items/given.ts';
import { joinItems } from '../items/join.ts';
import { withoutMedia } from '../no-media.ts';
import { insertEntry } from '../store/entries.ts';
import { updateReport } from '../store/reports.ts';
import { hold, seenReport } from './change.ts';
import { removalReasons } from './reasons.ts';
import { unlinkItems } from './store/details.ts';

const permission = 'report.work';

export const addItems = doVerb({
  name: 'report.add-items',
  permission,
  input: z.object({
    ...seenReport,
    /** Addresses, accounts, numbers and groups, one a line, in any form. */
    text: withoutMedia(
      z.string().trim().min(1, 'an address, an account, a number or a group').max(10_000, 'at most 10,000 characters'),
    ),
  }),
  async run({ house, caller, input, now, ...work }) {
    const { identifiers, unreadLines } = readGiven(input.text);
    if (identifiers.length === 0 || unreadLines.length > 0) throw unread(unreadLines);
    const { report, took } = await hold(work, { caller, now }, input);
    const given = { reportId: report.id, identifiers, addedBy: 'desk' as const, now };
    const { ids, fresh, joined } = await joinItems(work, house.part(fieldsPart), given);
    await updateReport(work, report.id, {});
    const facts = { added: joined, fresh };
    await insertEntry(work, { reportId: report.id, kind: 'items-added', facts, by: caller.id, at: now });
    return { result: { ids, ...facts }, event: { thing: report.id, facts: { ...facts, took } } };
  },
});

// All or nothing: an officer who typed five addresses must not believe that five stand there when four do.
function unread(lines: number[]): Refusal {
  return new Refusal(
    'unprocessable',
    'not-recognised',
    `Nothing is recognised in line ${lines.join(', ')}; name the platform beside a name, such as "instagram: nama"`,
    {
      facts: { lines: lines.join(', ') },
      fields: [{ path: 'text', message: 'an address, "platform: name", or a telephone number in each line' }],
    },
  );
}

/** Takes an item off a report, with the reason. It stays in the record that it stood there. */
export const removeItem = doVerb({
  name: 'report.remove-item',
  permission,
  input: z.object({
    ...seenReport,
    itemId: z.string().regex(idPattern('item'), 'the id of an item'),
    reason: z.enum(removalReasons, `one of ${removalReasons.join(', ')}`),
  }),
  async run({ caller, input, now, ...work }) {
    const { report, took } = await hold(work, { caller, now }, input);
    const { itemId, reason } = input;
    const removed = await unlinkItems(work, { reportId: report.id, itemIds: [itemId], reason, by: caller.id, now });
    if (removed.length === 0)
      throw new Refusal('not-found', 'not-its-item', `The item "${itemId}" does not stand with this report`);
    await updateReport(work, report.id, {});
    const facts = { item: itemId, reason };
    await insertEntry(work, { reportId: report.id, kind: 'item-removed', facts, by: caller.id, at: now });
    return { result: { id: itemId }, event: { thing: report.id, facts: { ...facts, took } } };
  },
});
