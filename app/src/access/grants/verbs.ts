// Verbs about sharing with other organisations on this server. Nothing is shared without the agreement it stands on.
import { z } from 'zod';
import { Refusal } from '../../kit/errors.ts';
import { idPattern, newId } from '../../kit/ids.ts';
import type { Work } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { askVerb, doVerb } from '../../verbs/verb.ts';
import { readPartners } from '../organisations.ts';
import { sharablesPart, type Use, uses } from '../sharing.ts';
import { insertGrant, readGiven, readReceived, revokeGrant as revoke } from './store.ts';

const permission = 'access.manage-grants';

export const listGrants = askVerb({
  name: 'access.list-grants',
  permission,
  input: z.object({}),
  run: async (work) => ({ given: await readGiven(work), received: await readReceived(work) }),
});

/** Whom one could share with, and what: for the form. */
export const listSharables = askVerb({
  name: 'access.list-sharables',
  permission,
  input: z.object({}),
  run: async ({ house, ...work }) => ({
    partners: await readPartners(work),
    things: await sharableThings(house, work),
  }),
});

async function sharableThings(house: House, work: Work) {
  const things = [];
  for (const sharable of house.part(sharablesPart))
    for (const thing of await sharable.list(work)) things.push({ ...thing, sharable });
  return things;
}

export const giveGrant = doVerb({
  name: 'access.give-grant',
  permission,
  input: z.object({
    to: z.string().regex(idPattern('organisation'), 'the id of an organisation, such as org_…'),
    thing: z.string().min(1, 'the id of what is shared').max(100),
    use: z.enum(uses),
    agreement: z.string().trim().min(1, 'who agreed to what, and when').max(1000, 'at most 1,000 characters'),
  }),
  async run({ house, input, now, ...work }) {
    await checkPartner(work, input.to);
    const { sharable } = await checkThing(house, work, input.thing, input.use);
    await sharable.admit?.(work, input.thing);
    const id = newId('grant', now);
    await insertGrant(work, { ...input, id, toOrganisationId: input.to, now });
    return { result: { id }, event: { thing: id, facts: { to: input.to, shared: input.thing, use: input.use } } };
  },
});

async function checkPartner(work: Work, id: string): Promise<void> {
  const partners = await readPartners(work);
  if (!partners.some((partner) => partner.id === id))
    throw new Refusal('not-found', 'partner-unknown', `No other organisation on this server has the id "${id}"`);
}

async function checkThing(house: House, work: Work, id: string, use: Use) {
  const thing = (await sharableThings(house, work)).find((one) => one.id === id);
  if (!thing) throw new Refusal('not-found', 'thing-unknown', `Nothing of yours that can be shared has the id "${id}"`);
  if (!thing.sharable.uses.includes(use))
    throw new Refusal(
      'unprocessable',
      'use-unfit',
      `This can be shared for ${thing.sharable.uses.join(', ')}, not for "${use}"`,
    );
  return thing;
}

/** Ends a grant at once; it stays in the list with its agreement. */
export const revokeGrant = doVerb({
  name: 'access.revoke-grant',
  permission,
  input: z.object({ id: z.string().regex(idPattern('grant'), 'the id of a grant, such as grt_…') }),
  async run({ input, now, ...work }) {
    const thing = await revoke(work, input.id, now);
    return { result: null, event: { thing: input.id, facts: { shared: thing } } };
  },
});
