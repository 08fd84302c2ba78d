// What a round of checks needs to know, for the process alone: the address, from where to look, whether a mandate is in
// force. Nobody who signs in may ask for it.
import { z } from 'zod';
import { readOrganisation } from '../../access/index.ts';
import { fieldsPart } from '../../fields/index.ts';
import { openItems } from '../../report/index.ts';
import { askVerb } from '../../verbs/verb.ts';
import { ownRemoval } from '../removal/move.ts';
import { removalId } from '../removal/take-on.ts';
import { mandateInForce } from './mandate/store.ts';
import { listVantages, vantageTable } from './vantage/store.ts';

export const readCheckPlan = askVerb({
  name: 'remove.read-check-plan',
  permission: 'remove.follow',
  input: z.object({ id: removalId }),
  async run({ house, client, input, now }) {
    const work = { client };
    const { itemId } = await ownRemoval(work, input.id);
    const item = (await openItems(work, house, [itemId])).get(itemId);
    // Where everything is made up nobody outside is asked.
    const { demonstration } = await readOrganisation(work);
    const rows = await listVantages(work, false);
    const lines = await house.part(fieldsPart).unseal(work, vantageTable, rows, ['proxy']);
    return {
      /** Null where there is nothing that a machine could look at: accounts and numbers, and what was erased. */
      address: item?.kind === 'url' && !demonstration ? item.value : null,
      lines: lines.map(({ id, proxy }) => ({ id, proxy })),
      mandateUntil: await mandateInForce(work, now),
    };
  },
});
export type CheckPlan = Awaited<ReturnType<typeof readCheckPlan.perform>>;
