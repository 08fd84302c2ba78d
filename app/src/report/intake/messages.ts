// Verbs of what the desk and whoever holds a report's receipt write to each other, and of what staff note for each other.
import { z } from 'zod';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { doVerb } from '../../verbs/verb.ts';
import { withoutMedia } from '../no-media.ts';
import { insertEntry } from '../store/entries.ts';
import { insertMessage, markMessagesRead } from '../store/messages.ts';
import { updateReport } from '../store/reports.ts';
import { hold, lockReport, reportId, seenReport } from './change.ts';
import { hasReceipt, insertNote } from './store/details.ts';

const permission = 'report.work';
const body = withoutMedia(z.string().trim().min(1, 'a few words').max(5000, 'at most 5,000 characters'));

/**
 * Writes to whoever holds the receipt, who reads it when they come back. It moves the report to no other state. What they
 * wrote before counts as read: the version says that nothing newer had come than what the officer had seen.
 */
export const writeToReporter = doVerb({
  name: 'report.write-to-reporter',
  permission,
  input: z.object({ ...seenReport, body }),
  async run({ house, caller, input, now, ...work }) {
    const { report, took } = await hold(work, { caller, now }, input);
    if (!(await hasReceipt(work, report.id)))
      throw new Refusal(
        'conflict',
        'nobody-to-read-it',
        'Nobody holds a receipt of this report, so nobody would read it',
      );
    await insertMessage(work, house.part(fieldsPart), {
      thing: report.id,
      body: input.body,
      writtenBy: caller.id,
      now,
    });
    const read = await markMessagesRead(work, report.id, { byDesk: false }, now);
    await updateReport(work, report.id, { messageWaiting: false });
    await insertEntry(work, { reportId: report.id, kind: 'message-to-reporter', by: caller.id, at: now });
    return { result: { id: report.id }, event: { thing: report.id, facts: { read, took } } };
  },
});

/** What was written to the desk has been read, and needs no answer. */
export const markMessagesSeen = doVerb({
  name: 'report.mark-messages-seen',
  permission,
  input: z.object(seenReport),
  async run({ caller, input, now, ...work }) {
    const { report, took } = await hold(work, { caller, now }, input);
    const read = await markMessagesRead(work, report.id, { byDesk: false }, now);
    await updateReport(work, report.id, { messageWaiting: false });
    await insertEntry(work, { reportId: report.id, kind: 'messages-seen', facts: { read }, by: caller.id, at: now });
    return { result: { read }, event: { thing: report.id, facts: { read, took } } };
  },
});

/** A note for colleagues. Anyone who works here may leave one, also on a report that someone else has. */
export const addNote = doVerb({
  name: 'report.add-note',
  permission,
  input: z.object({ id: reportId, body }),
  async run({ house, caller, input, now, ...work }) {
    const { id } = await lockReport(work, input.id);
    const note = await insertNote(work, house.part(fieldsPart), {
      reportId: id,
      body: input.body,
      by: caller.id,
      now,
    });
    await insertEntry(work, { reportId: id, kind: 'note', by: caller.id, at: now });
    return { result: { id: note }, event: { thing: id } };
  },
});
