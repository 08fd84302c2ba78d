// Stopping a removal: nobody is asked for it any more.
import { z } from 'zod';
import { doVerb } from '../../verbs/verb.ts';
import { checkVersion, moveRemoval, ownRemoval } from './move.ts';
import { stopReasons } from './store.ts';
import { removalId } from './take-on.ts';

/** What every change names: the removal, and the version of it that was seen. */
export const seenRemoval = {
  id: removalId,
  version: z.coerce.number().int().min(1, 'the version of the removal that was shown'),
};

export const stopRemoval = doVerb({
  name: 'remove.stop',
  permission: 'remove.supervise',
  input: z.object({ ...seenRemoval, reason: z.enum(stopReasons, `one of ${stopReasons.join(', ')}`) }),
  async run({ caller, input, now, client }) {
    const work = { client };
    const removal = await ownRemoval(work, input.id, 'FOR UPDATE');
    checkVersion(removal, input.version);
    const changes = { stoppedFor: input.reason, nextCheckAt: null, dueAt: null };
    await moveRemoval(work, removal, { transition: 'stop', changes, by: caller.id, at: now });
    return { result: null, event: { thing: removal.id, facts: { reason: input.reason } } };
  },
});
