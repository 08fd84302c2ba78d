// Verbs of who has a report: taking it or the next one, giving it back, and taking it over from someone by name.
import { z } from 'zod';
import { Refusal } from '../../kit/errors.ts';
import { idPattern } from '../../kit/ids.ts';
import { doVerb } from '../../verbs/verb.ts';
import { channels, concerns } from '../facts.ts';
import { openStates } from '../states.ts';
import { insertEntry } from '../store/entries.ts';
import { updateReport } from '../store/reports.ts';
import { checkVersion, checkWaiting, hold, lockReport, seenReport, takeFor } from './change.ts';
import { lockNextFree } from './store/queue.ts';

const permission = 'report.work';

/** Takes a report that nobody has. Taking one's own again changes nothing. */
export const takeReport = doVerb({
  name: 'report.take',
  permission,
  input: z.object(seenReport),
  async run({ caller, input, now, ...work }) {
    const { report, took } = await hold(work, { caller, now }, input);
    checkWaiting(report);
    return { result: { id: report.id }, event: { thing: report.id, facts: { took } } };
  },
});

const maybe = <Choices extends readonly [string, ...string[]]>(choices: Choices) =>
  z
    .enum(choices, `one of ${choices.join(', ')}, or nothing`)
    .nullable()
    .default(null);

/** Takes the most urgent report that nobody has; null when there is none. Of two who ask at once each gets another one. */
export const takeNext = doVerb({
  name: 'report.take-next',
  permission,
  input: z.object({ state: maybe(openStates), concern: maybe(concerns), channel: maybe(channels) }),
  async run({ caller, organisationId, input, now, ...work }) {
    const id = await lockNextFree(work, input);
    if (id !== null) await takeFor(work, { caller, now }, await lockReport(work, id));
    return { result: { id }, event: { thing: id ?? organisationId, facts: { took: id !== null } } };
  },
});

/** Gives a report back: it waits for anybody again. */
export const handBack = doVerb({
  name: 'report.hand-back',
  permission,
  input: z.object(seenReport),
  async run({ caller, input, now, ...work }) {
    const report = await lockReport(work, input.id);
    if (report.takenBy !== caller.id)
      throw new Refusal(
        'conflict',
        'not-yours',
        'Only whoever has a report can give it back; you do not have this one',
      );
    checkVersion(report, input);
    await updateReport(work, report.id, { takenBy: null, takenAt: null });
    await insertEntry(work, { reportId: report.id, kind: 'handed-back', by: caller.id, at: now });
    return { result: { id: report.id }, event: { thing: report.id } };
  },
});

/** Takes a report over from the person who has it, who has to be named: nobody takes over by mistake. */
export const takeOver = doVerb({
  name: 'report.take-over',
  permission,
  input: z.object({ ...seenReport, from: z.string().regex(idPattern('person'), 'the id of the person who has it') }),
  async run({ caller, input, now, ...work }) {
    const report = await lockReport(work, input.id);
    if (report.takenBy !== input.from)
      throw new Refusal('conflict', 'not-theirs', 'That person does not have this report any more; look at it again');
    checkVersion(report, input);
    const { takenBy: from } = report;
    await updateReport(work, report.id, { takenBy: caller.id, takenAt: now });
    await insertEntry(work, { reportId: report.id, kind: 'taken-over', facts: { from }, by: caller.id, at: now });
    return { result: { id: report.id }, event: { thing: report.id, facts: { from } } };
  },
});
