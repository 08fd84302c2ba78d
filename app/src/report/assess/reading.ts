// Verbs that read: one item with all that was said of it, and the items that wait for somebody.
import { z } from 'zod';
import { namesOf } from '../../access/index.ts';
import { fieldsPart } from '../../fields/index.ts';
import { defang, displayKind } from '../../kit/identifiers/index.ts';
import type { Work } from '../../runtime/database.ts';
import { answerable, type Caller } from '../../verbs/caller.ts';
import { askVerb } from '../../verbs/verb.ts';
import { exposureToday } from '../care/index.ts';
import { seenWithinMs } from './basis.ts';
import { asSeenBy, type Classification, inForce, type Round, roundsOf, type ShownRound, stepFor } from './rounds.ts';
import { isViewable } from './schemes.ts';
import { findItem, readAwaited, readClassifications, readSealed, reportsNaming } from './store.ts';
import { findViewer, lastSeen } from './viewer/store.ts';
import { itemId, noItem } from './viewer/verbs.ts';

/** How many reports an item's page names; that there are more is said. */
const shownReports = 20;

/** An item as its page shows it. The record keeps who read it: what it is may be somebody's number or account. */
export const readItem = askVerb({
  name: 'report.read-item',
  permission: 'report.read',
  input: z.object({ id: itemId }),
  audited: ({ id }) => id,
  async run({ house, caller, input, now, client }) {
    const work = { client };
    const fields = house.part(fieldsPart);
    const found = await findItem(work, fields, input.id);
    if (!found) throw noItem(input.id);
    const { value, ...item } = found;
    const rounds = roundsOf(await readClassifications(work, fields, item.id));
    const reports = await reportsNaming(work, item.id, shownReports + 1);
    const person = answerable(caller);
    const supervises = caller.permissions.has('report.supervise');
    const step = stepFor(rounds.at(-1) ?? null, person, supervises);
    const said = rounds.flatMap((round) => [round.first, round.second, round.adjudication]);
    return {
      item,
      /** Made harmless to look at; null once it was erased. */
      shown: value === null ? null : defang({ ...item, value }),
      shownKind: value === null ? item.kind : displayKind({ ...item, value }),
      reports: reports.slice(0, shownReports),
      moreReports: reports.length > shownReports,
      rounds: asSeenBy(rounds, person),
      inForce: inForce(rounds),
      step: caller.permissions.has('report.classify') ? step : null,
      viewer: {
        set: (await findViewer(work)) !== null,
        viewable: isViewable(item.kind) && value !== null,
        /** When the one who asks last saw it there, within the time that counts. */
        seenAt: await lastSeen(work, item.id, person, new Date(now.getTime() - seenWithinMs)),
        exposure: await exposureToday(work, { personId: person, kind: 'viewer', now }),
      },
      names: await namesOf(
        work,
        fields,
        said.map((one) => one?.analyst ?? null),
      ),
    };
  },
});
export type ItemSight = Awaited<ReturnType<typeof readItem.perform>>;

const shownAwaited = 200;

/** Items whose classification waits for a second opinion or a decision, with what the one who asks may do. */
export const readAwaitedItems = askVerb({
  name: 'report.read-awaited-items',
  permission: 'report.classify',
  input: z.object({}),
  async run({ caller, client }) {
    const work = { client };
    const items = await readAwaited(work, shownAwaited);
    const standing = await standingOf(
      work,
      items.map(({ id }) => id),
    );
    const supervises = caller.permissions.has('report.supervise');
    return items.map((item) => {
      const latest = standing.get(item.id)!.latest;
      return { item, since: since(latest), step: stepFor(latest, answerable(caller), supervises) };
    });
  },
});

const since = ({ first, second }: Round<Opinion>): Date => (second ?? first).classifiedAt;

type Opinion = Omit<Classification, 'bodyReference'>;

export interface Standing {
  latest: Round<Opinion>;
  /** Whose word is in force; null while none is. */
  inForce: Opinion | null;
}

/** Where the classification of each of these items stands, with one query; items nobody classified are left out. */
export async function standingOf(work: Work, itemIds: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
  const said = itemIds.length === 0 ? [] : await readSealed(work, itemIds);
  const byItem = Map.groupBy(said, ({ itemId }) => itemId);
  return new Map(
    [...byItem].map(([id, given]) => {
      const rounds = roundsOf<Opinion>(given);
      return [id, { latest: rounds.at(-1)!, inForce: inForce(rounds) }];
    }),
  );
}

export interface ShownStanding {
  latest: ShownRound<Opinion>;
  inForce: Opinion | null;
}

/** The same as a person may see it: what waits for a second opinion is kept back from whoever could give it. */
export async function standingFor(
  work: Work,
  itemIds: readonly string[],
  caller: Caller,
): Promise<ReadonlyMap<string, ShownStanding>> {
  const standings = await standingOf(work, itemIds);
  return new Map(
    [...standings].map(([id, { latest, inForce }]) => [
      id,
      { latest: asSeenBy([latest], answerable(caller))[0]!, inForce },
    ]),
  );
}
