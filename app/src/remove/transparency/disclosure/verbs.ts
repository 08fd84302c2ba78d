// Verbs of disclosures: one person asks for one and says for whom and by what right, another lets it go, the first takes it,
// once, within a day.
import { z } from 'zod';
import { namesOf } from '../../../access/index.ts';
import { fieldsPart } from '../../../fields/index.ts';
import { Refusal } from '../../../kit/errors.ts';
import { idPattern, newId } from '../../../kit/ids.ts';
import { dayMs } from '../../../kit/time.ts';
import { dayStart } from '../../../report/index.ts';
import type { Work } from '../../../runtime/database.ts';
import { answerable } from '../../../verbs/caller.ts';
import { askVerb, doVerb } from '../../../verbs/verb.ts';
import { latestBatch } from '../log/store.ts';
import { type Disclosure, insertDisclosure, lockDisclosure, recentDisclosures, storeDecision } from './store.ts';

/** How long a request may wait for a second person, and how long what was let go may be taken. */
export const decidedWithinMs = 7 * dayMs;
export const takenWithinMs = dayMs;

export type DisclosureState = 'requested' | 'approved' | 'declined' | 'taken' | 'lapsed';

export function disclosureState(
  { requestedAt, decidedAt, approved, downloadedAt }: Omit<Disclosure, 'id'>,
  now: Date,
): DisclosureState {
  if (downloadedAt) return 'taken';
  if (approved === false) return 'declined';
  const [since, withinMs] = decidedAt ? [decidedAt, takenWithinMs] : [requestedAt, decidedWithinMs];
  if (now.getTime() >= since.getTime() + withinMs) return 'lapsed';
  return decidedAt ? 'approved' : 'requested';
}

const day = z
  .string()
  .trim()
  .refine((text) => dayStart(text) !== null, 'a day such as 2031-03-14');
export const disclosureId = z.string().regex(idPattern('export'), 'the id of a disclosure, such as exp_…');

/** Asks for a disclosure. It goes nowhere until another person lets it go. @throws Refusal `days-not-in-log`. */
export const requestDisclosure = doVerb({
  name: 'remove.request-disclosure',
  permission: 'remove.supervise',
  input: z
    .object({
      from: day,
      to: day,
      texts: z.boolean().default(false),
      body: z.string().trim().min(1, 'which body gets it').max(200, 'at most 200 characters'),
      basis: z.string().trim().min(1, 'by what right it gets it').max(500, 'at most 500 characters'),
    })
    .refine(({ from, to }) => from <= to, { message: 'not before the first day', path: ['to'] }),
  async run({ caller, input, now, client }) {
    const work = { client };
    const { from: fromDay, to: toDay, texts, body, basis } = input;
    const last = (await latestBatch(work))?.day ?? null;
    if (last === null || toDay > last) {
      const until = last ?? 'no day yet';
      throw new Refusal(
        'conflict',
        'days-not-in-log',
        `The log reaches to ${until}; the disclosure was to reach to ${toDay}`,
        {
          facts: { until },
        },
      );
    }
    const id = newId('export', now);
    const requestedBy = answerable(caller);
    await insertDisclosure(work, { id, fromDay, toDay, texts, body, basis, requestedBy, requestedAt: now });
    return { result: { id }, event: { thing: id, facts: { from: fromDay, to: toDay, texts } } };
  },
});

/**
 * Lets a disclosure go. Never one's own: not as the person who asked, nor through a key of theirs.
 * @throws Refusal `disclosure-needs-another`, `disclosure-not-open`.
 */
export const approveDisclosure = doVerb({
  name: 'remove.approve-disclosure',
  permission: 'remove.supervise',
  input: z.object({ id: disclosureId }),
  async run({ caller, input, now, client }) {
    const work = { client };
    const { id, requestedBy, fromDay, toDay, texts } = await openDisclosure(work, input.id, now);
    if (answerable(caller) === requestedBy)
      throw new Refusal(
        'conflict',
        'disclosure-needs-another',
        'You asked for this disclosure; another person lets it go',
      );
    await storeDecision(work, id, { approved: true, by: answerable(caller), now });
    return { result: null, event: { thing: id, facts: { from: fromDay, to: toDay, texts } } };
  },
});

/** Turns a disclosure down, or takes one's own request back. */
export const declineDisclosure = doVerb({
  name: 'remove.decline-disclosure',
  permission: 'remove.supervise',
  input: z.object({ id: disclosureId }),
  async run({ caller, input, now, client }) {
    const work = { client };
    const { id } = await openDisclosure(work, input.id, now);
    await storeDecision(work, id, { approved: false, by: answerable(caller), now });
    return { result: null, event: { thing: id } };
  },
});

/** A disclosure that waits for a second person, locked. */
async function openDisclosure(work: Work, id: string, now: Date): Promise<Disclosure> {
  const asked = await lockDisclosure(work, id);
  if (!asked) throw noDisclosure(id);
  const state = disclosureState(asked, now);
  if (state === 'requested') return asked;
  throw new Refusal('conflict', 'disclosure-not-open', `This disclosure waits for nobody any more; it is ${state}`, {
    facts: { state },
  });
}

export const noDisclosure = (id: string): Refusal =>
  new Refusal('not-found', 'no-such-disclosure', `There is no disclosure "${id}" here`, { facts: { id } });

const shownDisclosures = 50;

/** The latest disclosures with where each stands. */
export const readDisclosures = askVerb({
  name: 'remove.read-disclosures',
  permission: 'remove.supervise',
  input: z.object({}),
  async run({ house, now, client }) {
    const work = { client };
    const disclosures = await recentDisclosures(work, shownDisclosures);
    const people = disclosures.flatMap(({ requestedBy, decidedBy }) => [requestedBy, decidedBy]);
    const names = await namesOf(work, house.part(fieldsPart), people);
    return { disclosures: disclosures.map((each) => ({ ...each, state: disclosureState(each, now) })), names };
  },
});
export type ShownDisclosure = Awaited<ReturnType<typeof readDisclosures.perform>>['disclosures'][number];
