// Verbs of a person: that a named officer looked and says that it is gone, and that somebody wants it looked at now.
import { z } from 'zod';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { newId } from '../../kit/ids.ts';
import { dayMs, minuteMs } from '../../kit/time.ts';
import { openItems } from '../../report/index.ts';
import { answerable } from '../../verbs/caller.ts';
import { doVerb } from '../../verbs/verb.ts';
import { checkVersion, moveRemoval, ownRemoval } from '../removal/move.ts';
import { removalId } from '../removal/take-on.ts';
import { advance, removalStates } from '../states.ts';
import { insertEntry } from '../store/entries.ts';
import { isStronger } from './evidence.ts';
import { onGone } from './gone.ts';
import { gone } from './moves.ts';
import {
  attestationBases,
  attestationTable,
  insertAttestation,
  lastChecked,
  lastPresent,
  noteSeen,
} from './store/checks.ts';

/** A check that saw it less than this ago speaks against whoever says that it is gone. */
const contradictsForMs = dayMs;

/** A named officer says that it is gone. @throws Refusal `still-there`, `changed-meanwhile`, `wrong-state`. */
export const attest = doVerb({
  name: 'remove.attest',
  permission: 'remove.attest',
  input: z.object({
    id: removalId,
    version: z.coerce.number().int(),
    basis: z.enum(attestationBases, `one of ${attestationBases.join(', ')}`),
    note: z.string().trim().max(2000, 'at most 2,000 characters').default(''),
  }),
  async run({ house, caller, client, input, now }) {
    const work = { client };
    const removal = await ownRemoval(work, input.id, 'FOR UPDATE');
    checkVersion(removal, input.version);
    advance(removalStates, 'say-removed', removal.state);
    const presentAt = await lastPresent(work, removal.id);
    if (presentAt !== null && now.getTime() - presentAt.getTime() < contradictsForMs) throw stillThere();
    const id = newId('attestation', now);
    const at = { table: attestationTable, id, record: removal.itemId };
    const { note } = await house.part(fieldsPart).seal(work, at, { note: input.note === '' ? null : input.note });
    const officer = answerable(caller);
    await insertAttestation(work, removal.id, { id, officer, at: now, basis: input.basis, note });
    await insertEntry(work, {
      thing: removal.id,
      kind: 'attested',
      facts: { basis: input.basis },
      by: officer,
      at: now,
    });
    const counts = isStronger('attested', removal.grade);
    if (counts) {
      const after = await moveRemoval(work, removal, {
        transition: 'say-removed',
        changes: gone(removal, { grade: 'attested', since: now }, now),
        by: officer,
        at: now,
      });
      await onGone(work, house, after);
    }
    return { result: { id }, event: { thing: removal.id, facts: { basis: input.basis, counts } } };
  },
});

const stillThere = (): Refusal =>
  new Refusal(
    'conflict',
    'still-there',
    'A check saw it within the last 24 hours; what a check sees stands against what anyone says. Have it checked again',
  );

/** A host is not asked more often than this, whoever presses the button. */
const leastBetweenMs = 5 * minuteMs;

/** Has it looked at in the next round. @throws Refusal `not-checkable`, `wrong-state`. */
export const checkNow = doVerb({
  name: 'remove.check-now',
  permission: 'remove.work',
  input: z.object({ id: removalId }),
  async run({ house, client, input, now }) {
    const work = { client };
    const removal = await ownRemoval(work, input.id, 'FOR UPDATE');
    advance(removalStates, 'stop', removal.state); // what is stopped is looked at no more
    const item = (await openItems(work, house, [removal.itemId])).get(removal.itemId);
    if (item?.kind !== 'url' || item.value === null)
      throw new Refusal('conflict', 'not-checkable', 'Only an address on the web can be looked at by machine');
    const last = await lastChecked(work, removal.id);
    const at = new Date(Math.max(now.getTime(), (last?.getTime() ?? 0) + leastBetweenMs));
    await noteSeen(work, removal.id, { seen: null, seenAt: null, nextCheckAt: at });
    return { result: { at }, event: { thing: removal.id } };
  },
});
