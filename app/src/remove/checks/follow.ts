// What a round of checks leads to: rows of what was seen, the evidence weighed anew, the removal's state moved by it, and
// the time of the next round. One transaction, after all requests of the round are over.
import { z } from 'zod';
import { fieldsPart } from '../../fields/index.ts';
import { newId } from '../../kit/ids.ts';
import type { Work } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { doVerb } from '../../verbs/verb.ts';
import { mayMove, moveRemoval, ownRemoval } from '../removal/move.ts';
import type { Removal } from '../removal/store.ts';
import { removalId } from '../removal/take-on.ts';
import type { EntryFacts } from '../store/entries.ts';
import { onGone, onUntrue } from './gone.ts';
import { type Evidence, type Known, weigh } from './evidence.ts';
import { isDoubted, moveFor } from './moves.ts';
import { outcomes, reasonCodes } from './reading.ts';
import { nextCheck } from './schedule.ts';
import { insertChecks, knownOf, type NewCheck, noteSeen } from './store/checks.ts';
import { listVantages, type VantageRow } from './vantage/store.ts';

const check = z.object({
  vantageId: z.string(),
  outcome: z.enum(outcomes),
  reason: z.enum(reasonCodes),
  status: z.int().nullable(),
  /** The host it leads to now; only a keyed hash of it is kept. */
  movedTo: z.string().max(253).nullable(),
  known: z.boolean().nullable(),
});
type GivenCheck = z.output<typeof check>;

/** What cannot be looked at by machine is asked about again after this time: its item may be given another form. */
const notCheckableMs = 30 * 24 * 3_600_000;

/** For the process: what was seen of one removal, from every vantage point. */
export const noteChecks = doVerb({
  name: 'remove.note-checks',
  permission: 'remove.follow',
  input: z.object({
    removalId,
    checks: z.array(check).max(50),
    /** False for accounts, groups and numbers: there a person or the platform says what became of it. */
    checkable: z.boolean(),
  }),
  async run({ house, client, input, now }) {
    const work = { client };
    const removal = await ownRemoval(work, input.removalId, 'FOR UPDATE');
    // It was stopped while the round was under way: nothing more is kept of it.
    if (removal.state === 'stopped') {
      await noteSeen(work, removal.id, { seen: null, seenAt: null, nextCheckAt: null });
      return { result: { moved: null }, event: { thing: removal.id, facts: { checks: 0 } } };
    }
    const made = await newChecks(work, house, input.checks, now);
    await insertChecks(work, removal.id, made, now);
    const known = await knownOf(work, removal);
    const evidence = weigh(known);
    const { after, moved } = await move(work, removal, { evidence, known, made: made.length, now });
    if (moved === 'say-removed') await onGone(work, house, after);
    if (moved === 'find-again' && removal.grade === 'stated') await onUntrue(work, house, after);
    const next = input.checkable
      ? nextCheck(after, evidence, { now, draw: Math.random(), doubted: isDoubted(after, known.checks) })
      : new Date(now.getTime() + notCheckableMs);
    const seen = made.length === 0 ? { seen: null, seenAt: null } : { seen: evidence.standing, seenAt: now };
    await noteSeen(work, removal.id, { ...seen, nextCheckAt: next });
    const facts = { checks: made.length, seen: evidence.standing, grade: after.grade, moved };
    return { result: { moved }, event: { thing: removal.id, facts } };
  },
});

/** The rows of a round. What was seen from a vantage point that was retired meanwhile is left out: nobody attests it. */
async function newChecks(work: Work, house: House, given: readonly GivenCheck[], now: Date): Promise<NewCheck[]> {
  const vantages = new Map((await listVantages(work, false)).map((each) => [each.id, each]));
  return given.flatMap((each) => {
    const vantage = vantages.get(each.vantageId);
    return vantage ? [newCheck(house, each, vantage, now)] : [];
  });
}

function newCheck(house: House, { movedTo, ...rest }: GivenCheck, vantage: VantageRow, now: Date): NewCheck {
  const placeBlind = movedTo === null ? null : house.part(fieldsPart).blind('remove.moved-to', movedTo.toLowerCase());
  return { ...rest, id: newId('check', now), network: vantage.network, country: vantage.country, placeBlind };
}

async function move(
  work: Work,
  removal: Removal,
  { evidence, known, made, now }: { evidence: Evidence; known: Known; made: number; now: Date },
): Promise<{ after: Removal; moved: string | null }> {
  const decided = made === 0 ? null : moveFor(removal, evidence, known.checks, now);
  if (decided === null) return { after: removal, moved: null };
  const { transition, changes } = decided;
  const facts: EntryFacts = transition === 'find-again' ? { was: removal.grade } : { places: evidence.from.length };
  let after = await moveRemoval(work, removal, { transition, changes, facts, by: null, at: now });
  // What comes into sight again after its deadline is overdue, not merely asked for.
  if (transition === 'see-again' && after.dueAt !== null && after.dueAt <= now && mayMove(after, 'overrun-deadline'))
    after = await moveRemoval(work, after, { transition: 'overrun-deadline', by: null, at: now });
  return { after, moved: transition };
}
