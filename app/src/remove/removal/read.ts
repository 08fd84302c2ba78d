// Verbs that read removals: the overview that answers what was asked for, what is overdue and what came back; lists; one
// removal with all that is known of it.
import { z } from 'zod';
import { namesOf } from '../../access/index.ts';
import { fieldsPart } from '../../fields/index.ts';
import { openItems } from '../../report/index.ts';
import { dayMs } from '../../kit/time.ts';
import { askVerb } from '../../verbs/verb.ts';
import { removalStateNames } from '../states.ts';
import { readEntries } from '../store/entries.ts';
import { countByPlatform, countRemovals, listByClock, listRemovals } from './lists.ts';
import { ownRemoval } from './move.ts';
import { removalsOfItems } from './store.ts';
import { itemId, removalId } from './take-on.ts';

const shownClocks = 20;
const shownPlatforms = 12;
/** What was removed is counted for so long: what was long ago is in the published figures. */
const countedForMs = 30 * dayMs;
export const pageSize = 50;

export const readOverview = askVerb({
  name: 'remove.read-overview',
  permission: 'remove.look',
  input: z.object({}),
  async run({ now, client }) {
    const work = { client };
    const since = new Date(now.getTime() - countedForMs);
    return {
      counts: await countRemovals(work, since),
      clocks: await listByClock(work, shownClocks),
      back: await listRemovals(work, { states: ['reappeared'], platformId: null, after: null, limit: 10 }),
      platforms: await countByPlatform(work, shownPlatforms, since),
    };
  },
});
export type Overview = Awaited<ReturnType<typeof readOverview.perform>>;

/** A list of removals; what each is of stays sealed. `next` goes on where the page ended. */
export const readRemovals = askVerb({
  name: 'remove.read-removals',
  permission: 'remove.look',
  input: z.object({
    states: z.array(z.enum(removalStateNames, `one of ${removalStateNames.join(', ')}`)).min(1, 'at least one state'),
    platformId: z.string().nullable().default(null),
    after: z
      .object({ at: z.coerce.date('a time such as 2031-03-14T01:59:26Z'), id: removalId })
      .nullable()
      .default(null),
  }),
  async run({ input, client }) {
    const rows = await listRemovals({ client }, { ...input, limit: pageSize + 1 });
    const shown = rows.slice(0, pageSize);
    const last = shown.at(-1);
    return { rows: shown, next: rows.length > pageSize && last ? { at: last.stateAt, id: last.id } : null };
  },
});

/** The removals of some items, where there are any; nothing of what they are. */
export const readRemovalsOfItems = askVerb({
  name: 'remove.read-removals-of-items',
  permission: 'remove.look',
  input: z.object({ itemIds: z.array(itemId).max(1000, 'at most 1,000 items') }),
  run: ({ input, client }) => removalsOfItems({ client }, input.itemIds),
});

/** A removal as its page shows it. The record keeps who read it: what it is of may be somebody's account. */
export const readRemoval = askVerb({
  name: 'remove.read-removal',
  permission: 'remove.look',
  input: z.object({ id: removalId }),
  audited: ({ id }) => id,
  async run({ house, caller, input, client }) {
    const work = { client };
    const removal = await ownRemoval(work, input.id);
    const item = (await openItems(work, house, [removal.itemId])).get(removal.itemId)!;
    const entries = await readEntries(work, removal.id);
    const names = await namesOf(
      work,
      house.part(fieldsPart),
      entries.map(({ by }) => by),
    );
    // Who only looks sees where it stands, not what it is.
    const readable = caller.permissions.has('report.read');
    const { id, kind, platform } = item;
    return { removal, item: { id, kind, platform, readable, shown: readable ? item.shown : null }, entries, names };
  },
});
export type RemovalSight = Awaited<ReturnType<typeof readRemoval.perform>>;
