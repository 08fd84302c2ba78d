// Made-up removals to look around in: notices to made-up recipients in every state, with answers, checks and deadlines, made
// through the desk's own verbs; and all of it taken away again.
import { classifyItem, unclassifiedItems } from '../../report/index.ts';
import { dayMs, hourMs } from '../../kit/time.ts';
import { inOrganisation } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call, type DoCircumstances } from '../../verbs/verb.ts';
import { moveRemoval } from '../removal/move.ts';
import { lockRemovals } from '../removal/store.ts';
import { takeOn } from '../removal/take-on.ts';
import { assemble, type Cast, type Recipient } from './cast.ts';
import { planOf } from './drawn.ts';
import { playNotice } from './play.ts';

/** Made-up data of this desk for an organisation that is marked as made up; it stands on that of reports and of clocks. */
export function removeDemonstration({ notices }: { notices: number }) {
  return {
    async fill(house: House, caller: Caller): Promise<void> {
      const cast = await assemble(house, caller);
      const items = await inOrganisation(house.database, caller.organisationId, (work) =>
        unclassifiedItems(work, notices * 4),
      );
      const usable = items.filter(({ kind }) => kind !== 'phone').map(({ id }) => id);
      for (let n = 0; n < notices; n += 1) {
        const named = usable.splice(0, n % 5 === 1 ? 2 : 1);
        if (named.length === 0) return;
        await playOne(cast, caller, named, n);
      }
      // Some wait to be located, and some to be asked for.
      for (const [n, id] of usable.splice(0, Math.ceil(notices / 12)).entries()) {
        const removalId = await takeOnAt(house, caller, id);
        if (n % 2 === 0) await locateAt(house, caller, removalId, cast.recipients[n % cast.recipients.length]!);
      }
    },

    async remove({ client }: Pick<DoCircumstances<unknown>, 'client'>): Promise<void> {
      for (const table of tables)
        await client.query(`DELETE FROM remove.${table} WHERE organisation_id = runtime.organisation()`);
    },
  };
}

/** Every table of the desk, those that refer to others first. */
const tables = [
  'disclosure',
  'publication',
  'inbox',
  'commitment',
  'batch',
  'signature',
  'notice_item',
  'attestation',
  'check',
  'vantage',
  'mandate',
  'hold',
  'hand_off',
  'location',
  'entry',
  'notice',
  'removal',
  'platform',
  'issuer',
];

async function playOne(cast: Cast, caller: Caller, itemIds: readonly string[], n: number): Promise<void> {
  const { house } = cast;
  const recipient = cast.recipients[n % cast.recipients.length]!;
  // From six days ago up to an hour ago.
  const sentAt = new Date(house.now().getTime() - hourMs - ((n * 7919) % 1000) * ((6 * dayMs) / 1000));
  const then = house.at(() => new Date(sentAt.getTime() - hourMs));
  const removalIds: string[] = [];
  for (const id of itemIds) {
    const removalId = await takeOnAt(then, caller, id);
    await locateAt(then, caller, removalId, recipient);
    removalIds.push(removalId);
  }
  await playNotice({ cast, plan: planOf(n), recipient, removalIds, sentAt });
}

const on = {
  basis: 'authorised-body',
  body: 'Lembaga Contoh (rekaan)',
  bodyCategory: 'other:other',
  bodyReference: 'CONTOH-2',
} as const;

async function takeOnAt(house: House, caller: Caller, itemId: string): Promise<string> {
  await call(house, classifyItem, caller, { itemId, value: 'image-abuse', on });
  return (await call(house, takeOn, caller, { itemId })).id;
}

async function locateAt(
  house: House,
  caller: Caller,
  id: string,
  { id: platformId, country }: Recipient,
): Promise<void> {
  await inOrganisation(house.database, caller.organisationId, async (work) => {
    const [removal] = await lockRemovals(work, [id]);
    const changes = { platformId, country, network: 64_511 };
    await moveRemoval(work, removal!, { transition: 'locate', changes, by: caller.id, at: house.now() });
  });
}
