// Verbs of exports: one person asks and says what for, another lets it go, the first takes it, once, within a day.
import { z } from 'zod';
import { namesOf } from '../../access/index.ts';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { idPattern, newId } from '../../kit/ids.ts';
import { dayMs } from '../../kit/time.ts';
import type { Work } from '../../runtime/database.ts';
import { answerable } from '../../verbs/caller.ts';
import { askVerb, doVerb } from '../../verbs/verb.ts';
import { dayStart } from '../care/index.ts';
import { exportState } from './states.ts';
import {
  countReports,
  type Export,
  exportContents,
  insertExport,
  lockExport,
  readRecent,
  type Span,
  storeDecision,
} from './store.ts';

const day = z
  .string()
  .trim()
  .refine((text) => dayStart(text) !== null, 'a day such as 2031-03-14');
export const exportId = z.string().regex(idPattern('export'), 'the id of an export, such as exp_…');

/** The instants between which the reports of an export were received. */
export function spanOf({ fromDay, toDay }: Pick<Export, 'fromDay' | 'toDay'>): Span {
  return { from: dayStart(fromDay)!, until: new Date(dayStart(toDay)!.getTime() + dayMs) };
}

/** Asks for an export and says what for. It goes nowhere until another person lets it go. */
export const requestExport = doVerb({
  name: 'report.request-export',
  permission: 'report.export',
  input: z
    .object({
      from: day,
      to: day,
      what: z.enum(exportContents, `one of ${exportContents.join(', ')}`),
      purpose: z.string().trim().min(1, 'what it is for, and who gets it').max(500, 'at most 500 characters'),
    })
    .refine(({ from, to }) => from <= to, { message: 'not before the first day', path: ['to'] }),
  async run({ caller, input, now, client }) {
    const work = { client };
    const { from: fromDay, to: toDay, what, purpose } = input;
    const id = newId('export', now);
    const requestedBy = answerable(caller);
    await insertExport(work, { id, what, fromDay, toDay, purpose, requestedBy, requestedAt: now });
    const reports = await countReports(work, spanOf({ fromDay, toDay }));
    return { result: { id, reports }, event: { thing: id, facts: { what, from: fromDay, to: toDay, reports } } };
  },
});

/**
 * Lets an export go. Never one's own: not as the person who asked, nor through a key of theirs.
 * @throws Refusal `needs-a-second-person`, `export-not-open`.
 */
export const approveExport = doVerb({
  name: 'report.approve-export',
  permission: 'report.supervise',
  input: z.object({ id: exportId }),
  async run({ caller, input, now, client }) {
    const work = { client };
    const asked = await openExport(work, input.id, now);
    if (answerable(caller) === asked.requestedBy)
      throw new Refusal('conflict', 'needs-a-second-person', 'You asked for this export; another person lets it go');
    await storeDecision(work, asked.id, { approved: true, by: answerable(caller), now });
    const reports = await countReports(work, spanOf(asked));
    return { result: { reports }, event: { thing: asked.id, facts: { what: asked.what, reports } } };
  },
});

/** Turns an export down, or takes one's own request back. */
export const declineExport = doVerb({
  name: 'report.decline-export',
  permission: 'report.export',
  input: z.object({ id: exportId }),
  async run({ caller, input, now, client }) {
    const work = { client };
    const asked = await openExport(work, input.id, now);
    await storeDecision(work, asked.id, { approved: false, by: answerable(caller), now });
    return { result: null, event: { thing: asked.id, facts: { what: asked.what } } };
  },
});

/** An export that waits for a second person, locked. */
async function openExport(work: Work, id: string, now: Date): Promise<Export> {
  const asked = await lockExport(work, id);
  if (!asked) throw noExport(id);
  const state = exportState(asked, now);
  if (state === 'requested') return asked;
  throw new Refusal('conflict', 'export-not-open', `This export waits for nobody any more; it is ${state}`, {
    facts: { state },
  });
}

export const noExport = (id: string): Refusal =>
  new Refusal('not-found', 'no-such-export', `There is no export "${id}" here`, { facts: { id } });

const shownExports = 50;

/** The latest exports with where each stands. */
export const readExports = askVerb({
  name: 'report.read-exports',
  permission: 'report.export',
  input: z.object({}),
  async run({ house, now, client }) {
    const work = { client };
    const exports = await readRecent(work, shownExports);
    const names = await namesOf(
      work,
      house.part(fieldsPart),
      exports.flatMap(({ requestedBy, decidedBy }) => [requestedBy, decidedBy]),
    );
    return { exports: exports.map((each) => ({ ...each, state: exportState(each, now) })), names };
  },
});
export type ShownExport = Awaited<ReturnType<typeof readExports.perform>>['exports'][number];
