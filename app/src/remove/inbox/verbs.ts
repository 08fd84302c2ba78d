// Verbs of a platform's people and programs: what was served on their platform, opening it, and what they answer.
import { z } from 'zod';
import { namesOf } from '../../access/index.ts';
import { fieldsPart } from '../../fields/index.ts';
import { askVerb, doVerb } from '../../verbs/verb.ts';
import { cursor, cursorOf } from './cursor.ts';
import { countServed, listOpen, listOver, openStates, overStates } from './lists.ts';
import { openServedContent, ownServed } from './served.ts';
import { updateServed } from './store.ts';

const permission = 'remove.answer';

export const pageSize = 50;
export const views = ['all', 'open', 'over'] as const;
const stateNames = [...openStates, ...overStates] as const;

/** By its own id, or by that of the notice, as a message names it. */
export const servedId = z
  .string()
  .regex(/^(?:ibx|ntc)_[0-9a-hjkmnp-tv-z]{26}$/, 'the id of a notice that was served, such as ibx_…');

/**
 * What was served: open ones first, the most urgent clock first; then what is over, the latest first. Nothing of what the
 * notices say.
 */
export const readInbox = askVerb({
  name: 'remove.read-inbox',
  permission,
  input: z.object({
    /** What is open: still to be answered. What is over: answered, withdrawn, or followed by another notice. */
    view: z.enum(views, `one of ${views.join(', ')}`).default('all'),
    /** Names of states with commas between them; all where none is named. */
    state: z
      .string()
      .default(stateNames.join(','))
      .transform((names) => names.split(','))
      .pipe(z.array(z.enum(stateNames, `one or more of ${stateNames.join(', ')}, with commas between them`))),
    cursor,
    limit: z.coerce.number().int().min(1, 'from 1 to 100').max(100, 'from 1 to 100').default(pageSize),
  }),
  async run({ input, client }) {
    const { view, state: states, cursor: after, limit } = input;
    const work = { client };
    const inOpen = view !== 'over' && (after === null || after.open);
    const rows = inOpen ? await listOpen(work, { states, after, limit: limit + 1 }) : [];
    if (view !== 'open' && rows.length <= limit)
      rows.push(...(await listOver(work, { states, after: inOpen ? null : after, limit: limit + 1 - rows.length })));
    const shown = rows.slice(0, limit);
    return { rows: shown, next: rows.length > limit ? cursorOf(shown.at(-1)!) : null, counts: await countServed(work) };
  },
});

/**
 * Opens a notice: what it says, exactly. Each opening is in the record; the first one proves that the platform has it, and
 * the desk that sent it is told so.
 */
export const openServed = doVerb({
  name: 'remove.open-served',
  permission,
  input: z.object({ id: servedId }),
  async run({ house, caller, input, now, client }) {
    const work = { client };
    const before = await ownServed(work, input.id, 'FOR UPDATE');
    const first = before.openedAt === null;
    if (first) await updateServed(work, before.id, { openedAt: now, openedBy: caller.id }, { news: true });
    const served = first ? await ownServed(work, before.id) : before;
    const opened = await openServedContent(work, house, served);
    const { openedBy, acknowledgedBy, answeredBy } = served;
    const names = await namesOf(work, house.part(fieldsPart), [openedBy, acknowledgedBy, answeredBy]);
    return { result: { ...opened, names }, event: { thing: served.id, facts: { first } } };
  },
});
