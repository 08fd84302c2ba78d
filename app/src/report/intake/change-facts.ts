// The verb that corrects what a report tells in codes, and where rescue would go. Its place in the queue follows.
import { z } from 'zod';
import { fieldsPart } from '../../fields/index.ts';
import { doVerb } from '../../verbs/verb.ts';
import { type ToldFacts, toldFacts } from '../facts.ts';
import { withoutMedia } from '../no-media.ts';
import { insertEntry } from '../store/entries.ts';
import { type Report, type ReportChanges, reportTable, updateReport } from '../store/reports.ts';
import { checkWaiting, hold, reckonPlace, seenReport } from './change.ts';

export const changeFacts = doVerb({
  name: 'report.change-facts',
  permission: 'report.work',
  input: z.object({
    ...seenReport,
    facts: toldFacts,
    /** Left out: stays as it is. Null or empty: no place is known. */
    place: withoutMedia(z.string().trim().max(500, 'at most 500 characters')).nullable().optional(),
  }),
  async run({ house, caller, input, now, ...work }) {
    const { report, took } = await hold(work, { caller, now }, input);
    checkWaiting(report);
    const { facts, place } = input;
    const changed = differing(report, facts);
    const changes: ReportChanges = { ...facts, ...(await reckonPlace(work, { ...report, ...facts })) };
    if (place !== undefined) {
      const at = { table: reportTable, id: report.id };
      changes.place = (await house.part(fieldsPart).seal(work, at, { place: place || null })).place;
    }
    await updateReport(work, report.id, changes);
    const said = { changed: changed.join(' '), before: report.urgency.join(' '), after: changes.urgency!.join(' ') };
    const withPlace = place === undefined ? said : { ...said, place: Boolean(place) };
    await insertEntry(work, { reportId: report.id, kind: 'facts-changed', facts: withPlace, by: caller.id, at: now });
    return {
      result: { id: report.id, urgency: changes.urgency! },
      event: { thing: report.id, facts: { ...withPlace, took } },
    };
  },
});

const names = Object.keys(toldFacts.shape) as (keyof ToldFacts)[];
const differing = (report: Report, facts: ToldFacts) => names.filter((name) => report[name] !== facts[name]);
