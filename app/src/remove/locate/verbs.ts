// Verbs that locate: looking up where a removal's item lies, and reading where it was found.
import { z } from 'zod';
import { namesOf, readOrganisation } from '../../access/index.ts';
import { fieldsPart } from '../../fields/index.ts';
import { lookupsPart } from '../../outside/index.ts';
import { openItems } from '../../report/index.ts';
import { Refusal } from '../../kit/errors.ts';
import type { Work } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { type Caller, nodeCaller } from '../../verbs/caller.ts';
import { askVerb, call, openAskVerb } from '../../verbs/verb.ts';
import { findPlatform, platformByCode } from '../directory/index.ts';
import { ownRemoval } from '../removal/move.ts';
import { removalId } from '../removal/take-on.ts';
import type { Found } from './found.ts';
import { lookUp } from './look-up.ts';
import { madeUpLookups } from './made-up.ts';
import { checkToLocate, type Noted, noteLocation } from './note.ts';
import { latestLocations, locationTable } from './store.ts';

/** Others change a removal while it is being looked up; what was found stays true. */
const mostTries = 3;

/**
 * Looks up where the item lies and notes it. Outside is asked between two transactions, never within one.
 * @throws Refusal `no-such-removal`, `nothing-to-locate`, `item-erased`.
 */
export const locateRemoval = openAskVerb({
  name: 'remove.locate',
  permission: 'remove.work',
  input: z.object({ id: removalId }),
  async run({ house, caller, input, transact }): Promise<Noted> {
    const { item, entry, madeUp, version: seen } = await transact((work) => readPlace(work, house, input.id));
    const looked = await lookUp(madeUp ? madeUpLookups : house.part(lookupsPart), item, entry);
    const noting: Caller = { ...caller, permissions: new Set(['remove.follow']) };
    let version = seen;
    for (let tries = 1; ; tries += 1) {
      try {
        return await call(house, noteLocation, noting, { id: input.id, version, looked });
      } catch (thrown) {
        const changed = thrown instanceof Refusal && thrown.code === 'changed-meanwhile';
        if (!changed || tries === mostTries) throw thrown;
        ({ version } = await transact((work) => ownRemoval(work, input.id)));
      }
    }
  },
});

async function readPlace(work: Work, house: House, id: string) {
  const removal = await ownRemoval(work, id);
  checkToLocate(removal);
  const item = (await openItems(work, house, [removal.itemId])).get(removal.itemId);
  if (!item || item.value === null)
    throw new Refusal('conflict', 'item-erased', 'What this item was has been erased; there is nothing to look up');
  const entry = item.platform === null ? null : await platformByCode(work, item.platform);
  const { demonstration: madeUp } = await readOrganisation(work);
  return { item, entry, madeUp, version: removal.version };
}

/** For the process: looks a removal up again, such as after a check found it elsewhere. */
export function relocate(house: House, organisationId: string, id: string): Promise<Noted> {
  return call(house, locateRemoval, nodeCaller(organisationId, ['remove.work']), { id });
}

const shownLocations = 10;

/** Where a removal's item was found to lie. Host and contacts are shown to whoever may read reports. */
export const readLocations = askVerb({
  name: 'remove.read-locations',
  permission: 'remove.look',
  input: z.object({ id: removalId }),
  audited: ({ id }) => id,
  async run({ house, caller, client, input }) {
    const work = { client };
    const fields = house.part(fieldsPart);
    const removal = await ownRemoval(work, input.id);
    const rows = await latestLocations(work, removal.id, shownLocations);
    const readable = caller.permissions.has('report.read');
    const opened = await fields.unseal(work, locationTable, rows, ['found'], () => removal.itemId);
    return {
      readable,
      platform: removal.platformId === null ? null : await findPlatform(work, removal.platformId),
      locations: opened.map(({ found, ...row }) => ({
        ...row,
        found: readable && found !== null ? (JSON.parse(found) as Found) : null,
      })),
      names: await namesOf(
        work,
        fields,
        rows.map(({ by }) => by),
      ),
    };
  },
});
export type LocationSight = Awaited<ReturnType<typeof readLocations.perform>>;
