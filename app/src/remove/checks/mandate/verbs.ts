// Verbs of mandates. Checks read no media, unless a record signed by two people names the law, the authority and the day
// on which it ends. Then a picture is read into memory, compared by its fingerprints and dropped.
import { z } from 'zod';
import { namesOf } from '../../../access/index.ts';
import { fieldsPart } from '../../../fields/index.ts';
import { Refusal } from '../../../kit/errors.ts';
import { idPattern, newId } from '../../../kit/ids.ts';
import { dayMs } from '../../../kit/time.ts';
import type { Work } from '../../../runtime/database.ts';
import { answerable } from '../../../verbs/caller.ts';
import { askVerb, doVerb } from '../../../verbs/verb.ts';
import { findMandate, insertMandate, listMandates, type Mandate, setEnded, setSigned } from './store.ts';

export const longestMandateDays = 366;

const mandateId = z.string().regex(idPattern('mandate'), 'the id of a mandate, such as mdt_…');

export const mandateStandings = ['waits', 'in-force', 'expired', 'ended'] as const;
export type MandateStanding = (typeof mandateStandings)[number];

/** How a mandate stands: only one in force lets media be read. */
export function standingOf(
  { signedAt, endedAt, expiresAt }: Pick<Mandate, 'signedAt' | 'endedAt' | 'expiresAt'>,
  now: Date,
): MandateStanding {
  if (endedAt !== null) return 'ended';
  if (expiresAt <= now) return 'expired';
  return signedAt === null ? 'waits' : 'in-force';
}

export const readMandates = askVerb({
  name: 'remove.read-mandates',
  permission: 'remove.look',
  input: z.object({}),
  async run({ house, client, now }) {
    const work = { client };
    const mandates = await listMandates(work);
    const people = mandates.flatMap(({ askedBy, signedBy, endedBy }) => [askedBy, signedBy, endedBy]);
    const names = await namesOf(work, house.part(fieldsPart), people);
    return { mandates: mandates.map((each) => ({ ...each, standing: standingOf(each, now) })), names };
  },
});
export type ReadMandates = Awaited<ReturnType<typeof readMandates.perform>>;

const text = (what: string) => z.string().trim().min(10, what).max(500, 'at most 500 characters');

/** Asks that media may be read. It may not be before a second person signed. @throws Refusal `bad-expiry`, `mandate-open`. */
export const askMandate = doVerb({
  name: 'remove.ask-mandate',
  permission: 'remove.supervise',
  input: z.object({
    law: text('the law that lets this desk read it, with its article'),
    authority: text('by what authority this desk invokes it: the decree or agreement, with its number and date'),
    expiresAt: z.coerce.date('the day on which it ends, such as 2031-12-31'),
  }),
  async run({ caller, client, input, now }) {
    const work = { client };
    const days = (input.expiresAt.getTime() - now.getTime()) / dayMs;
    if (days <= 0 || days > longestMandateDays)
      throw new Refusal(
        'bad-input',
        'bad-expiry',
        `It would end in ${Math.floor(days)} days; expected 1 to ${longestMandateDays}`,
        {
          fields: [{ path: 'expiresAt', message: `a day within the next ${longestMandateDays} days` }],
          facts: { most: longestMandateDays },
        },
      );
    const standing = (await listMandates(work)).map((each) => standingOf(each, now));
    if (standing.includes('waits') || standing.includes('in-force'))
      throw new Refusal(
        'conflict',
        'mandate-open',
        'There is a mandate already; end it before another one is asked for',
      );
    const id = newId('mandate', now);
    await insertMandate(work, { id, ...input, askedBy: answerable(caller), askedAt: now });
    return { result: { id }, event: { thing: id, facts: { days: Math.ceil(days) } } };
  },
});

/** The second name. @throws Refusal `no-such-mandate`, `mandate-over`, `mandate-needs-another`. */
export const signMandate = doVerb({
  name: 'remove.sign-mandate',
  permission: 'remove.approve',
  input: z.object({ id: mandateId }),
  async run({ caller, client, input, now }) {
    const work = { client };
    const mandate = await ownMandate(work, input.id);
    if (standingOf(mandate, now) !== 'waits') throw over(standingOf(mandate, now));
    if (mandate.askedBy === answerable(caller))
      throw new Refusal(
        'forbidden',
        'mandate-needs-another',
        'You asked for this mandate; another person has to sign it',
      );
    await setSigned(work, mandate.id, answerable(caller), now);
    return { result: null, event: { thing: mandate.id } };
  },
});

/** Ends it, or takes back what was asked for. @throws Refusal `no-such-mandate`, `mandate-over`. */
export const endMandate = doVerb({
  name: 'remove.end-mandate',
  permission: 'remove.supervise',
  input: z.object({ id: mandateId }),
  async run({ caller, client, input, now }) {
    const work = { client };
    const mandate = await ownMandate(work, input.id);
    const standing = standingOf(mandate, now);
    if (standing === 'ended' || standing === 'expired') throw over(standing);
    await setEnded(work, mandate.id, answerable(caller), now);
    return { result: null, event: { thing: mandate.id } };
  },
});

async function ownMandate(work: Work, id: string): Promise<Mandate> {
  const mandate = await findMandate(work, id);
  if (mandate) return mandate;
  throw new Refusal('not-found', 'no-such-mandate', `There is no mandate "${id}" here`);
}

const over = (standing: MandateStanding): Refusal =>
  new Refusal('conflict', 'mandate-over', `This mandate is "${standing}"; it cannot be changed that way any more`);
