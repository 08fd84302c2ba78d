// What follows by itself from what hotlines answer: where something moved, as they say, is looked up again.
import { inOrganisation } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { Refusal } from '../../kit/errors.ts';
import { subscribe } from '../../verbs/publish.ts';
import { relocate } from '../locate/index.ts';
import { handOffsOf } from './store.ts';

export async function openHandOff(house: House): Promise<void> {
  await subscribe(house, ['remove.note-returned'], 'remove.follow-returned', async ({ organisationId, thing }) => {
    const handOffs = await inOrganisation(house.database, organisationId, (work) => handOffsOf(work, thing));
    const [last] = handOffs
      .filter(({ returnedAt }) => returnedAt !== null)
      .toSorted((a, b) => b.returnedAt!.getTime() - a.returnedAt!.getTime());
    if (last?.returned !== 'moved') return;
    try {
      await relocate(house, organisationId, thing);
    } catch (thrown) {
      // What is gone or stopped meanwhile, or was erased, is looked up no more: that is no fault of the job's.
      if (!(thrown instanceof Refusal)) throw thrown;
    }
  });
}
