// The verb that loads the numbers a new desk begins with, as found in public sources and called by nobody.
import { z } from 'zod';
import { newId } from '../../kit/ids.ts';
import { doVerb } from '../../verbs/verb.ts';
import { type DefaultLine, defaultLines } from '../face/default-lines.ts';
import { forgetFace } from '../golive/known.ts';
import { type HelpLine, readReadiness, storeLine } from '../golive/store.ts';

/** Adds those that are not there yet, told apart by what they are for and their number; each still has to be called. */
export const loadLines = doVerb({
  name: 'report.load-lines',
  permission: 'report.go-live',
  input: z.object({}),
  async run({ house, organisationId, now, ...work }) {
    forgetFace(house);
    const { lines: standing } = await readReadiness(work);
    const missing = defaultLines.filter((line) => !standing.some((one) => isSame(one, line)));
    for (const line of missing) await storeLine(work, asStored(line, now));
    return { result: { loaded: missing.length }, event: { thing: organisationId, facts: { loaded: missing.length } } };
  },
});

const isSame = (one: Pick<HelpLine, 'kind' | 'number'>, { kind, number }: DefaultLine): boolean =>
  one.kind === kind && one.number === number;

/** Where a number that the product comes with was read, and what to ask when calling it; null for any other. */
export const defaultOf = (line: HelpLine): DefaultLine | null =>
  defaultLines.find((each) => isSame(line, each)) ?? null;

// Name and hours stand in one field, whichever language the reader has.
function asStored({ kind, name, number, href, hours, note }: DefaultLine, now: Date): HelpLine {
  const both = ({ id, en }: { id: string; en: string }) => (id === en ? id : `${id} / ${en}`);
  return {
    id: newId('line', now),
    kind,
    name: both(name),
    number,
    href,
    hours: both(hours),
    noteId: note.id,
    noteEn: note.en,
    verifiedAt: null,
    verifiedBy: null,
  };
}
